package org.rlvr4j.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.plugin.Plugin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strategies}: everything a recipe can name. */
@Command(
        name = "strategies",
        mixinStandardHelpOptions = true,
        description = "Lists every strategy found, where it came from, and its options with their defaults.")
final class StrategiesCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Shows only strategies of this id.")
    String only = "";

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        StrategyCatalog catalog = Installation.strategies();
        int shown = 0;
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            boolean titled = false;
            for (StrategyProvider<?, ?> provider : catalog.all(kind)) {
                if (only.isEmpty() || only.equals(provider.id())) {
                    if (!titled) {
                        out.println(kind.section() + " (" + kind.title() + ")");
                        titled = true;
                    }
                    Optional<Plugin> plugin = catalog.plugin(kind, provider.id());
                    show(out, provider.id(), provider.description(), provider, plugin, provider.optionsType());
                    shown++;
                }
            }
        }
        boolean titled = false;
        for (PolicyRuntimeProvider<?> runtime : catalog.runtimes()) {
            if (only.isEmpty() || only.equals(runtime.id())) {
                if (!titled) {
                    out.println("runtime");
                    titled = true;
                }
                Optional<Plugin> plugin = catalog.runtimePlugin(runtime.id());
                show(out, runtime.id(), runtime.description(), runtime, plugin, runtime.optionsType());
                shown++;
            }
        }
        boolean broken = PluginText.broken(out, catalog, only);
        if (shown == 0 && !broken) {
            throw new BadInputException(
                    "there is no strategy \"" + only + "\" (known: " + String.join(", ", ids(catalog)) + ")");
        }
        return 0;
    }

    private static SortedSet<String> ids(StrategyCatalog catalog) {
        SortedSet<String> ids = new TreeSet<>();
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            catalog.all(kind).forEach(provider -> ids.add(provider.id()));
        }
        catalog.runtimes().forEach(runtime -> ids.add(runtime.id()));
        return ids;
    }

    private static void show(
            PrintWriter out,
            String id,
            String description,
            Object provider,
            Optional<Plugin> plugin,
            Class<? extends Record> options) {
        out.println("  " + id + "  " + PluginText.line(description));
        out.println("      from " + PluginText.line(StrategyCatalog.origin(provider)));
        plugin.ifPresent(one -> out.println("      of " + PluginText.of(one)));
        options(out, "", options);
        out.println();
    }

    private static void options(PrintWriter out, String prefix, Class<? extends Record> options) {
        for (OptionSchema.Entry entry : OptionSchema.of(options).entries()) {
            if (entry.isNested()) {
                options(out, prefix + entry.key() + ".", entry.type().asSubclass(Record.class));
            } else {
                out.println("      " + prefix + entry.key() + " = "
                        + (entry.defaultText() == null ? "(must be given)" : PluginText.line(entry.defaultText()))
                        + "    " + PluginText.line(entry.documentation()));
                Class<?> listed = entry.elementType();
                if (listed != null && listed.isRecord()) {
                    options(out, prefix + entry.key() + "[].", listed.asSubclass(Record.class));
                }
            }
        }
    }
}
