package org.rlvr4j.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Another command of rlvr4j as a process of its own, with the Java, the options, the modules and the plugins of this one. */
final class ChildCommand {

    private static final String CHILD = "rlvr4j.child";

    /** What belongs to this process alone. */
    private static final List<String> NOT_INHERITED = List.of(
            "-Djava.class.path",
            "-Drlvr4j.terminal",
            "-D" + CHILD,
            "-D" + Progress.INTERVAL,
            "-XX:ArchiveClassesAtExit",
            "-agentlib:jdwp");

    private static final Optional<ProcessHandle> PARENT =
            Boolean.getBoolean(CHILD) ? ProcessHandle.current().parent() : Optional.empty();

    private ChildCommand() {}

    /** Starts a command; what it says, on either stream, comes out of the process's input stream. */
    static Process start(List<String> arguments) throws IOException {
        return new ProcessBuilder(line(arguments)).redirectErrorStream(true).start();
    }

    /** The options of a child's Java: those of this one, but for what belongs to one process. */
    static List<String> options() {
        List<String> options = new ArrayList<>();
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_INHERITED.stream().noneMatch(option::startsWith))
                .forEach(options::add);
        options.add("-D" + CHILD + "=true");
        options.add("-D" + Progress.INTERVAL + "=1");
        return options;
    }

    /** A command line for a process whose environment is another: it names all folders of plugins. */
    static List<String> withPlugins(List<String> arguments) {
        List<String> line = new ArrayList<>();
        Installation.pluginFolders()
                .forEach(folder -> line.addAll(
                        List.of(Installation.PLUGINS_OPTION, folder.path().toString())));
        line.addAll(arguments);
        return line;
    }

    static List<String> line(List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options());
        line.add("--class-path");
        line.add(System.getProperty("java.class.path", ""));
        Module module = Main.class.getModule();
        if (module.isNamed()) {
            line.add("--module");
            line.add(module.getName() + "/" + Main.class.getName());
        } else {
            line.add(Main.class.getName());
        }
        for (Path folder : Installation.namedPlugins()) {
            line.add(Installation.PLUGINS_OPTION);
            line.add(folder.toAbsolutePath().toString());
        }
        line.addAll(arguments);
        return line;
    }

    /** Whether this process is a child whose parent is gone: then nobody waits for its work. */
    static boolean isOrphaned() {
        return PARENT.isPresent() && !PARENT.get().isAlive();
    }
}
