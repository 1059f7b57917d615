package org.rlvr4j.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.trainer.config.StrategyCatalog;
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
        StrategyCatalog catalog = StrategyCatalog.load();
        int shown = 0;
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            boolean titled = false;
            for (StrategyProvider<?, ?> provider : catalog.all(kind)) {
                if (only.isEmpty() || only.equals(provider.id())) {
                    if (!titled) {
                        out.println(kind.section() + " (" + kind.title() + ")");
                        titled = true;
                    }
                    show(out, provider.id(), provider.description(), provider, provider.optionsType());
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
                show(out, runtime.id(), runtime.description(), runtime, runtime.optionsType());
                shown++;
            }
        }
        if (shown == 0) {
            throw new BadInputException("there is no strategy " + only + "; `rlvr4j strategies` lists all");
        }
        return 0;
    }

    private static void show(
            PrintWriter out, String id, String description, Object provider, Class<? extends Record> options) {
        out.println("  " + Escape.controls(id) + "  " + Escape.controls(description));
        out.println("      from " + Escape.controls(StrategyCatalog.origin(provider)));
        options(out, "", options);
        out.println();
    }

    private static void options(PrintWriter out, String prefix, Class<? extends Record> options) {
        for (OptionSchema.Entry entry : OptionSchema.of(options).entries()) {
            if (entry.isNested()) {
                options(out, prefix + entry.key() + ".", entry.type().asSubclass(Record.class));
            } else {
                out.println("      " + prefix + entry.key() + " = "
                        + (entry.defaultText() == null ? "(must be given)" : entry.defaultText()) + "    "
                        + Escape.controls(entry.documentation()));
            }
        }
    }
}
