package org.rlvr4j.examples.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.trainer.EvaluationOptions;
import org.rlvr4j.trainer.GuardOptions;
import org.rlvr4j.trainer.PretrainingOptions;
import org.rlvr4j.trainer.RetentionOptions;
import org.rlvr4j.trainer.TrainingOptions;
import org.rlvr4j.trainer.config.AblationOptions;
import org.rlvr4j.trainer.config.StrategyCatalog;

/** Writes docs/options.md from the options records. */
final class OptionsPage {

    private static final Map<String, Class<? extends Record>> SECTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("trainer", TrainingOptions.class),
            Map.entry("evaluation", EvaluationOptions.class),
            Map.entry("guards", GuardOptions.class),
            Map.entry("checkpoints", RetentionOptions.class),
            Map.entry("ablation", AblationOptions.class),
            Map.entry("chat", ChatOptions.class),
            Map.entry("loss", LossOptions.class),
            Map.entry("adapter", AdapterOptions.class),
            Map.entry("optimizer", OptimizerOptions.class),
            Map.entry("shape", ModelShape.class),
            Map.entry("pretraining", PretrainingOptions.class)));

    private final StringBuilder page = new StringBuilder();

    private OptionsPage() {}

    static String write() {
        OptionsPage page = new OptionsPage();
        page.all();
        return page.page.toString();
    }

    private void all() {
        page.append("""
                # Options

                Every section and key of a recipe, written from the options records by a test; do not edit it by hand
                (CONTRIBUTING.md says how to write it anew). What the sections are for is in [recipes.md](recipes.md).

                ## Sections without a choice of strategy
                """);
        SECTIONS.forEach((section, type) -> {
            page.append("\n### `").append(section).append("`\n");
            table(type);
        });
        StrategyCatalog catalog = StrategyCatalog.load();
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            page.append("\n## `")
                    .append(kind.section())
                    .append("`: which ")
                    .append(kind.title())
                    .append("\n");
            for (StrategyProvider<?, ?> provider : catalog.all(kind)) {
                if (!provider.getClass().getPackageName().startsWith("org.rlvr4j.examples")) {
                    boolean oneOfMany = kind == StrategyCatalog.Kind.TRACKER;
                    strategy(
                            oneOfMany ? kind.section() + "." + provider.id() : "id = " + provider.id(),
                            provider.description(),
                            provider.optionsType());
                }
            }
        }
        page.append("\n## `runtime`: which policy runtime\n");
        for (PolicyRuntimeProvider<?> runtime : catalog.runtimes()) {
            strategy("id = " + runtime.id(), runtime.description(), runtime.optionsType());
        }
    }

    private void strategy(String title, String description, Class<? extends Record> options) {
        page.append("\n### `").append(title).append("`\n").append(description).append("\n");
        table(options);
    }

    private void table(Class<? extends Record> options) {
        List<OptionSchema.Entry> entries = OptionSchema.of(options).entries();
        if (entries.isEmpty()) {
            page.append("\nNo options.\n");
            return;
        }
        page.append("\n| key | type | default | meaning |\n|---|---|---|---|\n");
        rows("", options);
    }

    private void rows(String prefix, Class<? extends Record> options) {
        for (OptionSchema.Entry entry : OptionSchema.of(options).entries()) {
            if (entry.isNested()) {
                rows(prefix + entry.key() + ".", entry.type().asSubclass(Record.class));
                continue;
            }
            Class<?> listed = entry.elementType();
            if (listed != null && listed.isRecord()) {
                listed(prefix, entry, listed.asSubclass(Record.class));
                continue;
            }
            page.append("| `")
                    .append(prefix)
                    .append(entry.key())
                    .append("` | ")
                    .append(type(entry))
                    .append(" | ")
                    .append(entry.defaultText() == null ? "must be given" : "`" + entry.defaultText() + "`")
                    .append(" | ")
                    .append(entry.documentation().replace("|", "\\|"))
                    .append(" |\n");
        }
    }

    /** A list of sections: what it is, then the keys of one. */
    private void listed(String prefix, OptionSchema.Entry entry, Class<? extends Record> element) {
        page.append("| `")
                .append(prefix)
                .append(entry.key())
                .append("` | list of sections | ")
                .append(entry.defaultText() == null ? "must be given" : "`" + entry.defaultText() + "`")
                .append(" | ")
                .append(entry.documentation().replace("|", "\\|"))
                .append(" |\n");
        rows(prefix + entry.key() + "[].", element);
    }

    private static String type(OptionSchema.Entry entry) {
        Class<?> element = entry.elementType();
        if (element != null) {
            return "list of " + (element.isEnum() ? constants(element) : name(element) + "s");
        }
        return entry.type().isEnum() ? constants(entry.type()) : name(entry.type());
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> "`" + OptionSchema.enumText((Enum<?>) constant) + "`")
                .collect(Collectors.joining(", "));
    }

    private static String name(Class<?> type) {
        if (type == double.class || type == Double.class) {
            return "number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == Path.class) {
            return "path";
        }
        return type == String.class ? "text" : "whole number";
    }
}
