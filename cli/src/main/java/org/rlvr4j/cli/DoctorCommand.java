package org.rlvr4j.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.plugin.PluginFolder;
import org.rlvr4j.verifiers.code.CodeVerifier;
import org.rlvr4j.verifiers.code.CodeVerifierOptions;
import org.rlvr4j.verifiers.code.language.Language;
import org.rlvr4j.verifiers.code.language.Languages;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: what this machine offers, whether it works, and what to do where it does not. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Says which engine, device, threads, memory and versions a run would find here, and what to do about"
                        + " what is wrong.")
final class DoctorCommand implements Callable<Integer> {

    private static final long MEGABYTE = 1L << 20;

    /** Below this, runs of the demo's size may fail. */
    private static final long LITTLE_MEMORY_MB = 1024;

    private static final long LITTLE_HEAP_MB = 256;
    private static final long LITTLE_DISK_MB = 1024;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private final List<String> remedies = new ArrayList<>();
    private boolean broken;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("this machine");
        fine(out, "rlvr4j", Version.number());
        fine(
                out,
                "Java",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ", " + System.getProperty("java.home")
                        + ")");
        fine(
                out,
                "operating system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        fine(out, "cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        memory(out);
        disk(out, "working folder", Path.of(""), "change to a folder that you may write, or name one with --runs");
        disk(
                out,
                "temporary folder",
                Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
                "RLVR4J_JAVA_OPTS=-Djava.io.tmpdir=DIR names another");
        for (PolicyRuntimeProvider<?> runtime : Installation.strategies().runtimes()) {
            out.println("runtime " + runtime.id());
            engine(out, runtime);
        }
        programs(out);
        plugins(out);
        out.println();
        remedies.forEach(remedy -> out.println("- " + remedy));
        if (broken) {
            out.println("Not all is well: see above.");
            return Main.FAILURE;
        }
        out.println(
                remedies.isEmpty()
                        ? "All is well. `rlvr4j demo` trains and compares three gates in a few minutes."
                        : "Runs will work, within these limits.");
        return 0;
    }

    private void memory(PrintWriter out) {
        long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
        judge(
                out,
                heap >= LITTLE_HEAP_MB,
                "Java heap",
                heap + " MB at most (a quarter of the memory unless RLVR4J_JAVA_OPTS says -Xmx; policies live outside"
                        + " it)",
                "the Java heap is small: RLVR4J_JAVA_OPTS=-Xmx1g gives it a gigabyte");
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            long total = system.getTotalMemorySize() / MEGABYTE;
            judge(
                    out,
                    total >= LITTLE_MEMORY_MB,
                    "memory",
                    total + " MB, of which " + system.getFreeMemorySize() / MEGABYTE + " MB are unused",
                    "there is little memory: run `demo --parallel 1`, and lower runtime.generation-tokens and"
                            + " runtime.micro-batch-tokens");
        }
    }

    private void disk(PrintWriter out, String name, Path folder, String elsewhere) {
        Path absolute = folder.toAbsolutePath();
        try {
            Files.delete(Files.createTempFile(absolute, "rlvr4j-doctor", ""));
            long free = Files.getFileStore(absolute).getUsableSpace() / MEGABYTE;
            judge(
                    out,
                    free >= LITTLE_DISK_MB,
                    name,
                    absolute + ", " + free + " MB free",
                    "the disk of " + absolute + " is almost full: " + elsewhere);
        } catch (IOException e) {
            broken = true;
            judge(out, false, name, absolute + " cannot be written", absolute + " cannot be written: " + elsewhere);
        }
    }

    private <O extends Record> void engine(PrintWriter out, PolicyRuntimeProvider<O> runtime) {
        O options;
        try {
            options = OptionSchema.of(runtime.optionsType()).defaults();
        } catch (InvalidOptionException e) {
            fine(
                    out,
                    "options",
                    "not looked at: a recipe must say "
                            + e.mistakes().stream()
                                    .map(InvalidOptionException.Mistake::option)
                                    .collect(Collectors.joining(", ")));
            return;
        }
        try {
            for (Map.Entry<String, String> fact : runtime.diagnose(options).entrySet()) {
                fine(out, fact.getKey(), fact.getValue());
            }
        } catch (RuntimeException | LinkageError e) {
            broken = true;
            judge(
                    out,
                    false,
                    "engine",
                    String.valueOf(e),
                    "runtime " + runtime.id()
                            + " does not start: its natives need 64-bit Linux on x86 with glibc 2.28 or"
                            + " newer, and a home folder that can be written (DJL_CACHE_DIR names another place)");
        }
    }

    /** Which plugins there are, and what is wrong with those that are not used. */
    private void plugins(PrintWriter out) {
        List<PluginFolder> folders = Installation.pluginFolders();
        StrategyCatalog catalog = Installation.strategies();
        if (folders.isEmpty() && catalog.plugins().isEmpty()) {
            return;
        }
        out.println("plugins");
        folders.forEach(folder -> fine(out, "folder", PluginText.line(String.valueOf(folder.path()))));
        catalog.plugins().forEach(plugin -> fine(out, PluginText.line(plugin.name()), PluginText.of(plugin)));
        catalog.brokenPlugins()
                .forEach(plugin -> judge(
                        out,
                        false,
                        PluginText.line(plugin.name()),
                        "not used: " + PluginText.line(plugin.reason()),
                        "the plugin " + PluginText.line(String.valueOf(plugin.path()))
                                + " stops recipes that use it: repair or remove it"));
    }

    /** What `verify code` needs: a sandbox and toolchains. */
    private void programs(PrintWriter out) {
        out.println("programs");
        try {
            CodeVerifier.open(OptionSchema.of(CodeVerifierOptions.class).defaults())
                    .close();
            fine(out, "sandbox", "bubblewrap");
        } catch (SandboxException e) {
            judge(out, false, "sandbox", "none", "programs cannot be verified: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Language language : Languages.standard().all()) {
            Optional<String> version = language.version();
            judge(
                    out,
                    version.isPresent(),
                    language.id(),
                    version.orElse("missing or too old"),
                    language.id() + " programs cannot be verified: apt-get install "
                            + language.toolchain().debianPackage());
        }
    }

    private static void fine(PrintWriter out, String name, String fact) {
        out.printf("  ok    %-18s %s%n", name, fact);
    }

    private void judge(PrintWriter out, boolean fine, String name, String fact, String remedy) {
        if (fine) {
            fine(out, name, fact);
        } else {
            out.printf("  LOOK  %-18s %s%n", name, fact);
            remedies.add(remedy);
        }
    }
}
