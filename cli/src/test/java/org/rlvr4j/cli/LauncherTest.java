package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** bin/rlvr4j in a tree of its own, with a Java and a Maven that only say how they were called. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

    @TempDir
    Path folder;

    private Path home = Path.of("");
    private Path jdk = Path.of("");

    @BeforeEach
    void makeTree() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        jdk = folder.resolve("jdk");
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Installation.file("bin/rlvr4j"), home.resolve("bin/rlvr4j"), StandardCopyOption.REPLACE_EXISTING);
        home.resolve("bin/rlvr4j").toFile().setExecutable(true);
        for (String file : List.of("pom.xml", "cli/pom.xml", "cli/src/main/A.java", "api/src/main/B.java")) {
            old(Files.createDirectories(home.resolve(file).getParent())
                    .resolve(Path.of(file).getFileName()));
        }
        old(Files.createDirectories(home.resolve("cli/src/test")).resolve("ATest.java"));
        script("jdk/bin/java", "echo \"java $*\"; echo run >> '" + folder + "/java.calls'");
        script("jdk/bin/javac", "");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n");
        script("path/mvn", """
                echo "$JAVA_HOME in $PWD" >> '%s/mvn.calls'
                sleep 0.3
                echo "$*" >> '%s/mvn.arguments'
                mkdir -p cli/target/dist/mods cli/target/dist/natives runtime-spark/target/dist/jars
                touch cli/target/dist/mods/other.jar cli/target/dist/mods/rlvr4j-api-1.jar
                touch cli/target/dist/natives/n.jar cli/target/rlvr4j-cli-1.jar
                touch runtime-spark/target/dist/jars/rlvr4j-api-1.jar runtime-spark/target/rlvr4j-runtime-spark-1.jar
                """.formatted(folder, folder));
    }

    private static void old(Path file) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        Files.setLastModifiedTime(file.getParent(), FileTime.from(Instant.now().minusSeconds(3600)));
    }

    private void script(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        file.toFile().setExecutable(true);
    }

    private record Launched(int code, String said) {}

    private ProcessBuilder launcher(Path script, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("PATH", folder.resolve("path") + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("RLVR4J_JAVA_OPTS");
        return builder.directory(folder.toFile()).redirectErrorStream(true);
    }

    private static Launched run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Launched(process.waitFor(), said);
    }

    private Launched run(String... arguments) throws IOException, InterruptedException {
        return run(launcher(home.resolve("bin/rlvr4j"), arguments));
    }

    private long builds() throws IOException {
        Path calls = folder.resolve("mvn.calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    @Test
    void theFirstUseBuildsWithAWordAndLaterUsesDoNot() throws IOException, InterruptedException {
        Launched first = run("strategies", "two words");
        assertEquals(0, first.code, first.said);
        assertTrue(first.said.startsWith("rlvr4j: building"), first.said);
        assertTrue(first.said.stripTrailing().endsWith("strategies two words"), first.said);
        assertEquals(
                jdk + " in " + home,
                Files.readString(folder.resolve("mvn.calls")).strip());
        Launched second = run("--version");
        assertFalse(second.said.contains("building"), second.said);
        assertEquals(1, builds());
    }

    @Test
    void itBuildsAgainWhenSourcesChangeAndNotWhenTestsDo() throws IOException, InterruptedException {
        run("--version");
        Files.writeString(home.resolve("cli/src/test/ATest.java"), "changed");
        Files.writeString(home.resolve("cli/src/test/BTest.java"), "new");
        run("--version");
        assertEquals(1, builds());
        Files.writeString(home.resolve("api/src/main/B.java"), "changed");
        run("--version");
        assertEquals(2, builds());
        Files.delete(home.resolve("cli/src/main/A.java"));
        run("--version");
        assertEquals(3, builds());
        Files.writeString(home.resolve("pom.xml"), "changed");
        run("--version");
        assertEquals(4, builds());
    }

    /** Spark, and its jars for Kubernetes, are taken along where a recipe, an override or an option asks for them. */
    @Test
    void sparkComesWhereItIsAskedFor() throws IOException, InterruptedException {
        Path recipe = Files.writeString(folder.resolve("cluster.conf"), "runtime { id = spark, master = \"yarn\" }");
        for (String[] line : new String[][] {
            {"cli", "evaluate", "--runtime", "djl", "--out", "spark"},
            {"cli", "evaluate", "--runtime", "sparkle"},
            {"cli", "train", "spark", "--runtime"},
            {"runtime-spark", "evaluate", "--runtime", "spark", "--data", "a.jsonl"},
            {"runtime-spark", "evaluate", "--runtime=spark"},
            {"runtime-spark", "train", recipe.toString()},
            {"runtime-spark", "train", "other.conf", "--set", "runtime.id=spark"},
            {"runtime-spark -Pkubernetes", "evaluate", "--runtime", "spark", "--set", "master=\"k8s://https://h:6443\""
            },
            {"runtime-spark -Pkubernetes", "evaluate", "--runtime=spark", "--set=master=\"k8s://https://h:6443\""},
            {"runtime-spark -Pkubernetes", "train", recipe.toString(), "--set", "runtime.master=\"k8s://https://h\""},
        }) {
            makeTree();
            Files.deleteIfExists(folder.resolve("mvn.arguments"));
            for (String module : List.of("cli", "runtime-spark")) {
                Files.deleteIfExists(home.resolve(module + "/target/installed/current"));
            }
            Launched launched = run(Arrays.copyOfRange(line, 1, line.length));
            assertEquals(0, launched.code, launched.said);
            String[] asked = line[0].split(" ");
            String arguments = Files.readString(folder.resolve("mvn.arguments"));
            assertTrue(arguments.contains("-pl " + asked[0] + " "), () -> String.join(" ", line) + ": " + arguments);
            assertEquals(asked.length > 1, arguments.contains("-Pkubernetes"), () -> String.join(" ", line));
        }
    }

    @Test
    void twoAtOnceBuildOnce() throws IOException, InterruptedException {
        Process one = launcher(home.resolve("bin/rlvr4j"), "--version").start();
        Process two = launcher(home.resolve("bin/rlvr4j"), "--version").start();
        String said = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                + new String(two.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, one.waitFor(), said);
        assertEquals(0, two.waitFor(), said);
        assertEquals(1, builds(), said);
    }

    @Test
    void aLinkAndAnyFolderWillDo() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("bin/rlvr4j"));
        Launched run = run(launcher(link, "--version").directory(Path.of("/").toFile()));
        assertEquals(0, run.code, run.said);
        assertTrue(run.said.contains("-Drlvr4j.home=" + home), run.said);
        assertTrue(run.said.contains("-Drlvr4j.terminal=false"), run.said);
    }

    @Test
    void optionsForJavaArePassedAndTrainingIsFullyCompiled() throws IOException, InterruptedException {
        ProcessBuilder builder = launcher(home.resolve("bin/rlvr4j"), "train", "x");
        builder.environment().put("RLVR4J_JAVA_OPTS", "-Xmx3g -Da=b");
        Launched run = run(builder);
        assertAll(
                () -> assertTrue(run.said.contains(" -Xmx3g -Da=b --module-path"), run.said),
                () -> assertFalse(run.said.contains("TieredStopAtLevel"), run.said));
        assertTrue(run("doctor").said.contains("TieredStopAtLevel=1"));
    }

    @Test
    void withoutJavaHomeTheJavaOfThePathIsUsed() throws IOException, InterruptedException {
        Files.createSymbolicLink(folder.resolve("path/java"), jdk.resolve("bin/java"));
        ProcessBuilder builder = launcher(home.resolve("bin/rlvr4j"), "--version");
        builder.environment().remove("JAVA_HOME");
        Launched run = run(builder);
        assertEquals(0, run.code, run.said);
        assertEquals(
                jdk + " in " + home,
                Files.readString(folder.resolve("mvn.calls")).strip());
    }

    @Test
    void whatIsMissingIsNamed() throws IOException, InterruptedException {
        ProcessBuilder wrong = launcher(home.resolve("bin/rlvr4j"));
        wrong.environment().put("JAVA_HOME", "/no/such/jdk");
        assertRefused(run(wrong), "JAVA_HOME is /no/such/jdk");

        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        assertRefused(run("--version"), "is Java 11.0.2, and rlvr4j needs 17 or newer");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        assertRefused(run("--version"), "is Java 1.8.0_402");
        Files.delete(jdk.resolve("release"));
        assertRefused(run("--version"), "does not say its version");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21\"\n");

        Files.delete(jdk.resolve("bin/javac"));
        assertRefused(run("--version"), "has no javac; install a JDK");
        script("jdk/bin/javac", "");

        // a PATH of the launcher's own tools alone
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("bash"), Path.of("/bin/bash"));
        for (String tool : List.of("env", "readlink", "dirname", "basename", "find", "mkdir", "git")) {
            Path real = Path.of("/usr/bin", tool);
            if (Files.exists(real)) {
                script("tools/" + tool, "exec " + real + " \"$@\"");
            }
        }
        ProcessBuilder noMaven = launcher(home.resolve("bin/rlvr4j"));
        noMaven.environment().put("PATH", tools.toString());
        assertRefused(run(noMaven), "no mvn on the PATH; install Maven");
        ProcessBuilder noJava = launcher(home.resolve("bin/rlvr4j"));
        noJava.environment().put("PATH", tools.toString());
        noJava.environment().remove("JAVA_HOME");
        assertRefused(run(noJava), "no java on the PATH");
    }

    private static void assertRefused(Launched run, String text) {
        assertAll(
                () -> assertEquals(1, run.code, run.said),
                () -> assertTrue(run.said.contains(text), run.said),
                () -> assertTrue(run.said.startsWith("rlvr4j: "), run.said));
    }

    @Test
    void aFailedBuildIsShownAndTriedAgain() throws IOException, InterruptedException {
        script("path/mvn", "echo 'no such symbol'; echo x >> '" + folder + "/mvn.calls'; exit 1");
        Launched run = run("--version");
        assertAll(
                () -> assertEquals(1, run.code, run.said),
                () -> assertTrue(run.said.contains("no such symbol"), run.said),
                () -> assertTrue(run.said.contains("rlvr4j: the build failed"), run.said));
        run("--version");
        assertEquals(2, builds());
    }
}
