package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlvr4j.verifiers.code.sandbox.seccomp.Architecture;

/** Says why bubblewrap cannot work on this machine, and what to do about it. */
final class Availability {

    private static final Pattern VERSION = Pattern.compile("bubblewrap (\\d{1,4})\\.(\\d{1,4})");
    private static final int FIRST_MINOR_WITH_DISABLE_USERNS = 8;

    private final Path bwrap;
    private final Path kernelSettings;

    /**
     * Creates the check.
     *
     * @param bwrap where bubblewrap should be
     * @param kernelSettings the folder {@code /proc/sys}
     */
    Availability(Path bwrap, Path kernelSettings) {
        this.bwrap = bwrap;
        this.kernelSettings = kernelSettings;
    }

    /** Finds what is wrong without starting a sandbox. */
    Optional<String> obstacle() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.of("the sandbox needs Linux; this is " + System.getProperty("os.name"));
        }
        String processor = System.getProperty("os.arch", "");
        if (Architecture.named(processor).isEmpty()) {
            return Optional.of("the sandbox knows the system calls of x86_64 and aarch64, not of " + processor);
        }
        if (!Files.isExecutable(bwrap)) {
            return Optional.of("bubblewrap is not at " + bwrap + ": apt-get install bubblewrap");
        }
        return versionObstacle().or(this::namespaceObstacle);
    }

    private Optional<String> versionObstacle() {
        String version;
        try {
            Process process = new ProcessBuilder(bwrap.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            version = new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.of(bwrap + " does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while asking for bubblewrap's version");
        }
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.lookingAt()) {
            return Optional.of(bwrap + " --version does not tell a version: " + Launcher.oneLine(version));
        }
        boolean old = Integer.parseInt(matcher.group(1)) == 0
                && Integer.parseInt(matcher.group(2)) < FIRST_MINOR_WITH_DISABLE_USERNS;
        return old
                ? Optional.of(version + " is too old, 0.8.0 is the first with --disable-userns: apt-get install"
                        + " bubblewrap from Debian 12, Ubuntu 23.04 or later")
                : Optional.empty();
    }

    private Optional<String> namespaceObstacle() {
        record Setting(String file, String bad, String remedy) {}
        for (Setting setting : List.of(
                new Setting("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=15000"),
                new Setting("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"))) {
            if (value(setting.file()).equals(setting.bad())) {
                return Optional.of("user namespaces are off: " + setting.remedy());
            }
        }
        return Optional.empty();
    }

    /** What to do when a sandbox could not be made although nothing is known to be in the way. */
    String remedy() {
        if (value("kernel/apparmor_restrict_unprivileged_userns").equals("1")) {
            return "AppArmor restricts user namespaces: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or a"
                    + " profile for bwrap";
        }
        return "in a container, start it with --security-opt seccomp=unconfined --security-opt apparmor=unconfined"
                + " --security-opt systempaths=unconfined";
    }

    private String value(String setting) {
        try {
            return Files.readString(kernelSettings.resolve(setting)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
