package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The example of a third party, built by Maven against the artifacts of this very build and loaded as a plugin.
 *
 * <p>Its local repository is the user's own, but for this project's group, which is a folder of this build: nothing of a
 * build that is not released gets into the user's repository, and what is there already is not downloaded again.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class PluginExampleIT {

    private static final Path WORK = Path.of("target", "plugin-example").toAbsolutePath();
    private static final String VERSION = System.getProperty("rlvr4j.version", "");
    private static final String JAR = "curriculum-1.0.0-SNAPSHOT.jar";

    private record Said(int code, String text) {}

    private static Said run(Path directory, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        delete(WORK);
        Path repository = Files.createDirectories(WORK.resolve("repository"));
        overlay(Path.of(System.getProperty("rlvr4j.repository", "")), repository);
        install(repository, "pom.xml", "", "rlvr4j", false);
        install(repository, "bom/pom.xml", "", "rlvr4j-bom", false);
        install(repository, "api/pom.xml", "api", "rlvr4j-api", true);
        install(repository, "testkit/pom.xml", "testkit", "rlvr4j-testkit", true);
        copy(Installation.file("examples/plugin-gate"), WORK.resolve("project"));
        List<String> maven = new ArrayList<>(List.of(
                Path.of(System.getProperty("rlvr4j.maven", ""), "bin", "mvn").toString(),
                "--batch-mode",
                "-Dmaven.repo.local=" + repository,
                "verify"));
        if ("offline=true".equals(System.getProperty("rlvr4j.offline"))) {
            maven.add(1, "--offline");
        }
        Said said = run(WORK.resolve("project"), maven);
        assertEquals(0, said.code(), said.text());
        Files.createDirectories(WORK.resolve("home/plugins"));
        Files.createDirectories(WORK.resolve("plain"));
        Path jar = WORK.resolve("project/target").resolve(JAR);
        Files.copy(jar, WORK.resolve("home/plugins").resolve(JAR));
        Files.copy(jar, WORK.resolve("plain").resolve(JAR));
        try (FileSystem plain = FileSystems.newFileSystem(WORK.resolve("plain").resolve(JAR))) {
            Files.delete(plain.getPath("module-info.class"));
        }
    }

    /** Links everything but org/rlvr4j. */
    private static void overlay(Path user, Path repository) throws IOException {
        Path group = Files.createDirectories(repository.resolve("org/rlvr4j"));
        for (Path folder : List.of(user, user.resolve("org"))) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path entry : all.filter(Files::isDirectory).toList()) {
                    Path link = repository.resolve(user.relativize(entry).toString());
                    if (!group.startsWith(link)) {
                        Files.createSymbolicLink(link, entry);
                    }
                }
            }
        }
    }

    private static void install(Path repository, String pom, String module, String artifact, boolean jar)
            throws IOException {
        Path folder = Files.createDirectories(
                repository.resolve("org/rlvr4j").resolve(artifact).resolve(VERSION));
        String file = artifact + "-" + VERSION;
        Files.copy(Installation.file(pom), folder.resolve(file + ".pom"));
        if (jar) {
            Files.copy(
                    Installation.file(module).resolve("target").resolve(file + ".jar"), folder.resolve(file + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(file -> !from.relativize(file).startsWith("target"))
                    .toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Links are removed, and not what they lead to. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Said onTheModulePath(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(CommandProcess.line("-Drlvr4j.home=" + WORK.resolve("home")));
        line.addAll(List.of(arguments));
        return run(WORK, line);
    }

    private static Said onTheClassPath(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--class-path",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(List.of(arguments));
        return run(WORK, line);
    }

    @Test
    void itsContractTestsRanOnBothEngines() throws IOException {
        for (String test : List.of("BandGateContractTest", "LastNumberVerifierContractTest")) {
            String report = Files.readString(WORK.resolve("project/target/surefire-reports")
                    .resolve("TEST-org.example.curriculum." + test + ".xml"));
            // one of Jupiter's and one of jqwik's
            String jupiter = test.startsWith("Band") ? "someGroupIsKept" : "goldVerifiesItself";
            String property = test.startsWith("Band") ? "theOrderOfRolloutsDoesNotMatter" : "anyResponseIsJudged";
            assertAll(
                    () -> assertTrue(report.contains("name=\"" + jupiter), report),
                    () -> assertTrue(report.contains("name=\"" + property), report));
        }
    }

    @Test
    void nothingOfThisBuildIsInTheUsersRepository() {
        assertTrue(Files.isDirectory(WORK.resolve("repository/org/rlvr4j/rlvr4j-api")));
        assertTrue(!Files.isSymbolicLink(WORK.resolve("repository/org/rlvr4j")));
    }

    @Test
    void onTheModulePathItGetsALayerAndTrains() throws IOException, InterruptedException {
        Said listed = onTheModulePath("strategies", "band");
        assertAll(
                () -> assertEquals(0, listed.code(), listed.text()),
                () -> assertTrue(listed.text().contains("(module org.example.curriculum)"), listed.text()),
                () -> assertTrue(
                        listed.text().contains("of plugin curriculum-1.0.0-SNAPSHOT 1.0.0-SNAPSHOT"), listed.text()),
                () -> assertTrue(listed.text().contains(", module path, sha256 "), listed.text()));
        Said trained = onTheModulePath(
                "train",
                WORK.resolve("project/recipe.conf").toString(),
                "--run",
                "banded",
                "--set",
                "runtime.threads=1",
                "--set",
                "trainer.steps=1");
        assertEquals(0, trained.code(), trained.text());
        String manifest = Files.readString(WORK.resolve("runs/banded/manifest.json"));
        assertTrue(manifest.contains("\"plugin curriculum-1.0.0-SNAPSHOT\" : "), manifest);
        assertTrue(manifest.contains(", version 1.0.0-SNAPSHOT, sha256 "), manifest);
    }

    @Test
    void onTheClassPathItGetsALoader() throws IOException, InterruptedException {
        Said listed = onTheClassPath(
                "strategies",
                "last-number",
                "--plugins",
                WORK.resolve("home/plugins").toString());
        assertAll(
                () -> assertEquals(0, listed.code(), listed.text()),
                () -> assertTrue(listed.text().contains(", class path, sha256 "), listed.text()));
        Said dry = onTheClassPath(
                "--plugins",
                WORK.resolve("home/plugins").resolve(JAR).toString(),
                "train",
                WORK.resolve("project/recipe.conf").toString(),
                "--dry-run",
                "--set",
                "verifier.id=last-number");
        assertAll(
                () -> assertEquals(0, dry.code(), dry.text()),
                () -> assertTrue(dry.text().contains("tolerance"), dry.text()));
    }

    @Test
    void aJarWithoutADescriptorWorksBesideModules() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(CommandProcess.line("-Drlvr4j.home=" + WORK.resolve("plain")));
        line.addAll(List.of("--plugins", WORK.resolve("plain").toString(), "strategies", "band"));
        Said listed = run(WORK, line);
        assertAll(
                () -> assertEquals(0, listed.code(), listed.text()),
                () -> assertTrue(listed.text().contains(", class path, sha256 "), listed.text()),
                () -> assertTrue(listed.text().contains("low = 0.1"), listed.text()));
    }
}
