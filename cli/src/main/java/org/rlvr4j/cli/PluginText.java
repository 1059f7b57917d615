package org.rlvr4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.plugin.BrokenPlugin;
import org.rlvr4j.trainer.plugin.Plugin;

/** What is shown of plugins, whose texts are anybody's: a line each, bounded, without control characters. */
final class PluginText {

    private static final int LONGEST = 500;

    private PluginText() {}

    static String line(String text) {
        return Escape.line(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }

    static String of(Plugin plugin) {
        return line("plugin " + plugin.name() + " " + plugin.version() + ", " + plugin.path() + ", "
                + plugin.mode().title() + ", sha256 " + plugin.sha256());
    }

    /** Lists the plugins that are not used, or of those that would bring an id; tells whether there were any. */
    static boolean broken(PrintWriter out, StrategyCatalog catalog, String id) {
        List<BrokenPlugin> plugins = catalog.brokenPlugins().stream()
                .filter(plugin -> id.isEmpty()
                        || plugin.strategies().stream()
                                .anyMatch(claim -> claim.id().equals(id)))
                .toList();
        if (!plugins.isEmpty()) {
            out.println("plugins that are not used");
            plugins.forEach(plugin -> {
                out.println("  " + line(plugin.name()) + "  " + line(String.valueOf(plugin.path())));
                out.println("      " + line(plugin.reason()));
            });
            out.println();
        }
        return !plugins.isEmpty();
    }
}
