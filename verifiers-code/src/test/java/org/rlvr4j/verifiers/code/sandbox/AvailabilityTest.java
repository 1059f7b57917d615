package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {

    @TempDir
    Path folder;

    private Path bwrap = Path.of("/");
    private Path settings = Path.of("/");

    @BeforeEach
    void prepare() throws IOException {
        bwrap = folder.resolve("bwrap");
        settings = folder.resolve("sys");
        Files.createDirectories(settings.resolve("user"));
        Files.createDirectories(settings.resolve("kernel"));
        version("bubblewrap 0.8.0");
    }

    private void version(String says) throws IOException {
        Files.writeString(bwrap, "#!/bin/sh\necho '" + says + "'\n");
        Files.setPosixFilePermissions(bwrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String obstacle() {
        return new Availability(bwrap, settings).obstacle().orElse("none");
    }

    @ParameterizedTest
    @CsvSource({"bubblewrap 0.8.0,none", "bubblewrap 0.11.1,none", "bubblewrap 1.0.0,none"})
    void newEnoughVersionsAreTaken(String version, String expected) throws IOException {
        version(version);
        assertEquals(expected, obstacle());
    }

    @Test
    void whatIsMissingIsNamedWithItsRemedy() throws IOException {
        version("bubblewrap 0.4.1");
        assertTrue(obstacle().contains("too old"), obstacle());
        version("hello");
        assertTrue(obstacle().contains("does not tell a version: hello"), obstacle());
        Files.delete(bwrap);
        assertTrue(obstacle().contains("apt-get install bubblewrap"), obstacle());
    }

    @ParameterizedTest
    @CsvSource({
        "user/max_user_namespaces,sysctl -w user.max_user_namespaces=15000",
        "kernel/unprivileged_userns_clone,sysctl -w kernel.unprivileged_userns_clone=1"
    })
    void userNamespacesThatAreOffAreNamedWithTheSetting(String setting, String remedy) throws IOException {
        Files.writeString(settings.resolve(setting), "0\n");
        assertTrue(obstacle().contains(remedy), obstacle());
        Files.writeString(settings.resolve(setting), "1\n");
        assertEquals("none", obstacle());
    }

    @Test
    void appArmorHasItsOwnRemedy() throws IOException {
        Availability availability = new Availability(bwrap, settings);
        assertTrue(availability.remedy().contains("--security-opt"), availability.remedy());
        Files.writeString(settings.resolve("kernel/apparmor_restrict_unprivileged_userns"), "1\n");
        assertTrue(availability.remedy().contains("apparmor_restrict_unprivileged_userns=0"), availability.remedy());
    }

    @Test
    void thisMachineIsFit() throws InterruptedException {
        assertEquals(Optional.empty(), BubblewrapIsolation.obstacle());
    }
}
