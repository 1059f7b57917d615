package org.rlvr4j.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.trainer.config.StrategyCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: what this machine offers and whether it works. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says which engine, device, threads, memory and versions a run would find here.")
final class DoctorCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> machine = new TreeMap<>();
        machine.put("rlvr4j", Version.number());
        machine.put(
                "Java",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ", " + System.getProperty("java.home")
                        + ")");
        machine.put(
                "operating system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("memory of the JVM", Runtime.getRuntime().maxMemory() / (1 << 20) + " MB at most");
        if (java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            machine.put(
                    "memory of the machine",
                    system.getTotalMemorySize() / (1 << 20) + " MB, free " + system.getFreeMemorySize() / (1 << 20)
                            + " MB");
        }
        show(out, machine);
        int code = 0;
        for (PolicyRuntimeProvider<?> runtime : StrategyCatalog.load().runtimes()) {
            out.println("runtime " + runtime.id());
            try {
                show(out, diagnose(runtime));
            } catch (RuntimeException | LinkageError e) {
                out.println("  does not work: " + Escape.controls(String.valueOf(e)));
                code = Main.FAILURE;
            }
        }
        return code;
    }

    private static <O extends Record> Map<String, String> diagnose(PolicyRuntimeProvider<O> runtime) {
        return runtime.diagnose(OptionSchema.of(runtime.optionsType()).defaults());
    }

    private static void show(PrintWriter out, Map<String, String> facts) {
        facts.forEach((name, fact) -> out.printf("  %-22s %s%n", name, Escape.controls(fact)));
    }
}
