package org.rlvr4j.reports.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.reports.page.Axis;
import org.rlvr4j.reports.page.Panel;
import org.rlvr4j.reports.page.Series;
import org.rlvr4j.reports.page.Tab;

/** Collects a tab's panels; what has no data is said and not drawn. */
final class TabBuilder {

    private final String id;
    private final String title;
    private final List<Panel> panels = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    TabBuilder(String id, String title) {
        this.id = id;
        this.title = title;
    }

    TabBuilder add(Panel panel) {
        panels.add(panel);
        return this;
    }

    /** Adds a chart of the series that have points; without any, says why there is none. */
    TabBuilder lines(String panelId, String heading, String note, Axis x, Axis y, List<Series> series, String without) {
        List<Series> drawn =
                series.stream().filter(one -> !one.points().isEmpty()).toList();
        if (drawn.isEmpty()) {
            return absent(without);
        }
        return add(new Panel.Lines(panelId, heading, note, x, y, drawn));
    }

    TabBuilder absent(String sentence) {
        absent.add(sentence);
        return this;
    }

    /** The tab; empty where there is nothing in it and nothing to say. */
    Optional<Tab> build() {
        return panels.isEmpty() && absent.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tab(id, title, List.copyOf(panels), List.copyOf(absent)));
    }
}
