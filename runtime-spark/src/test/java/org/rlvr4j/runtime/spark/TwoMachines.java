package org.rlvr4j.runtime.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two network namespaces of this machine, a and b, each with an address and a name of its own, joined by a cable. Only root
 * can make them.
 */
final class TwoMachines {

    static final String A = "10.77.83.1";
    static final String B = "10.77.83.2";

    private static final List<String> NAMES = List.of("rlvr4j-test-a", "rlvr4j-test-b");
    private static final String CABLE = "eth0";

    TwoMachines() throws IOException, InterruptedException {
        for (String name : NAMES) {
            ip("netns", "add", name);
            ip("-n", name, "link", "set", "lo", "up");
        }
        ip("link", "add", CABLE, "netns", NAMES.get(0), "type", "veth", "peer", "name", CABLE, "netns", NAMES.get(1));
        ip("-n", NAMES.get(0), "addr", "add", A + "/24", "dev", CABLE);
        ip("-n", NAMES.get(1), "addr", "add", B + "/24", "dev", CABLE);
        plug();
    }

    /** A command line that runs on a machine, {@code a} or {@code b}. */
    static List<String> on(String machine, String... line) {
        List<String> whole = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                "rlvr4j-test-" + machine,
                "unshare",
                "--uts",
                "sh",
                "-c",
                "hostname machine-$0 && exec \"$@\"",
                machine));
        whole.addAll(Arrays.asList(line));
        return whole;
    }

    /** Pulls the cable at the end of b. */
    void pull() throws IOException, InterruptedException {
        ip("-n", NAMES.get(1), "link", "set", CABLE, "down");
    }

    /** Puts the cable in, at both ends. */
    void plug() throws IOException, InterruptedException {
        for (String name : NAMES) {
            ip("-n", name, "link", "set", CABLE, "up");
        }
    }

    private static String ip(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", line) + ": " + words);
        }
        return words;
    }

    /** Ends what runs on both and removes them. */
    void remove() throws IOException, InterruptedException {
        for (String name : NAMES) {
            for (String pid : ip("netns", "pids", name).lines().toList()) {
                ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(process -> end(process));
            }
            ip("netns", "del", name);
        }
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(process + " does not end", e);
        }
    }

    /** Whether this process may make them. */
    static boolean areAllowed() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/sbin/ip"));
    }
}
