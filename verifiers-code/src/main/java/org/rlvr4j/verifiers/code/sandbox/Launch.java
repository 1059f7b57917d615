package org.rlvr4j.verifiers.code.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shell scripts that start a command, and the limits that they set.
 *
 * <p>Whatever is not known when this class is compiled reaches a script as an argument and is never pasted into it.
 */
final class Launch {

    static final String SHELL = "/bin/sh";

    /** Written to standard error when the sandbox is made and the command has not begun. */
    static final String READY = "rlvr4j-sandbox-ready";

    /**
     * Sets limits: pairs of option and value up to {@code --}. A limit that the machine sets lower already stays.
     */
    private static final String SET_LIMITS = """
            while [ "$1" != -- ]; do
              ulimit "$1" "$2" 2>/dev/null || [ "$(ulimit -H "$1")" -le "$2" ] || exit 125
              shift 2
            done
            shift
            """;

    /** Joins control groups: files up to {@code --}; then sets limits. */
    private static final String PREPARE = """
            while [ "$1" != -- ]; do echo 0 > "$1" || exit 125; shift; done
            shift
            """ + SET_LIMITS;

    /**
     * Runs bubblewrap: descriptor 8 tells the process number, descriptor 9 is the filter. The pipes belong to this user, and
     * a command that opens {@code /dev/stdin} by name is another.
     */
    static final String OUTER = """
            filter=$1
            shift
            chmod 666 /proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 2>/dev/null
            """ + PREPARE + """
            exec "$@" 8>&2 9<"$filter"
            """;

    /** Named differently by different shells. */
    private static final String LIMIT_PROCESSES = """
            ulimit -u "$1" 2>/dev/null || ulimit -p "$1" 2>/dev/null ||
              [ "$(ulimit -u 2>/dev/null || ulimit -p)" -le "$1" ] || exit 125
            shift
            """;

    /** Waits until told to go on; the reader of the marker is then known to be alive. */
    private static final String WAIT_FOR_GO = """
            exec 8>&- 9>&-
            echo %s >&2
            read -r go || exit 125
            """.formatted(READY);

    /** Becomes the command. */
    static final String INNER = LIMIT_PROCESSES + WAIT_FOR_GO + """
            exec "$@"
            """;

    /** Stays as the namespace's first process, which ends all others when the command ends. */
    static final String INNER_WITH_PROCESSES = LIMIT_PROCESSES + WAIT_FOR_GO + """
            exec 3>&2 2>/dev/null
            (exec "$@" 2>&3 3>&-)
            exit $?
            """;

    /** Without isolation: one shell does all. */
    static final String BARE = PREPARE + WAIT_FOR_GO + """
            exec "$@"
            """;

    private static final int BLOCK_BYTES = 512;
    private static final int KIB = 1024;
    private static final int LOCKED_KIB = 64;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/bin",
            "HOME", "/tmp",
            "LANG", "C.UTF-8",
            "PYTHONHASHSEED", "0",
            "PYTHONDONTWRITEBYTECODE", "1");

    private Launch() {}

    /** What the command sees as its environment, sorted. */
    static Map<String, String> environment(Command command) {
        Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
        environment.putAll(command.environment());
        return environment;
    }

    /** Limits that hold for bubblewrap's own processes too, as options of {@code ulimit}. */
    static List<String> outerLimits(Limits limits, boolean boundAddressSpace) {
        List<String> options = new ArrayList<>(List.of(
                "-c", "0",
                "-l", Integer.toString(LOCKED_KIB),
                "-f", Long.toString(limits.fileBytes() / BLOCK_BYTES),
                "-n", Integer.toString(limits.openFiles()),
                "-t", Long.toString(hardCpuSeconds(limits.cpu()))));
        if (boundAddressSpace) {
            options.add("-v");
            options.add(Long.toString(limits.memoryBytes() / KIB));
        }
        return options;
    }

    /** A second more than the limit, which the watch enforces to the moment; this is for a watch that cannot look. */
    private static long hardCpuSeconds(Duration cpu) {
        return new BigDecimal(cpu.toNanos())
                        .movePointLeft(9)
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact()
                + 1;
    }
}
