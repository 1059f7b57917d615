package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What {@code new} makes is compiled and its tests are run. */
class NewCommandTest {

    @TempDir
    Path folder;

    private CommandRun make(String kind, String name, String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "new",
                                kind,
                                name,
                                "--out",
                                folder.resolve("made").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RECIPE")
    void aPluginCompilesAndPassesItsTests(Skeleton skeleton) throws Exception {
        CommandRun run = make(skeleton.word(), "near-miss");
        assertEquals(0, run.code(), run::said);
        assertTrue(run.out().contains("mvn verify"), run::out);
        Path made = folder.resolve("made");
        for (String file : skeleton.files("near-miss", "org.example.nearmiss").keySet()) {
            assertFalse(Files.readString(made.resolve(file)).contains("@name@"), file);
        }
        Path classes = folder.resolve("classes");
        compile(
                made.resolve("src"),
                classes,
                "-Xlint:all,-requires-automatic,-requires-transitive-automatic,-classfile,-processing",
                "-Werror");
        try (Stream<Path> resources = Files.walk(made.resolve("src/main/resources"))) {
            for (Path file : resources.filter(Files::isRegularFile).toList()) {
                Path copy = classes.resolve(
                        made.resolve("src/main/resources").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        assertTestsPass(
                classes,
                List.of(
                        "org.example.nearmiss." + skeleton.type("near-miss") + "ContractTest",
                        "org.example.nearmiss.ProvidersTest"));
    }

    /** On the class path; that the descriptor fits too, the build of examples/plugin-gate shows, whose project is the same. */
    private static void compile(Path sources, Path classes, String... options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(sources)) {
            List<Path> java = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
            StringWriter said = new StringWriter();
            List<String> arguments = Stream.concat(
                            Stream.of(options),
                            Stream.of(
                                    "-d",
                                    classes.toString(),
                                    "-proc:none",
                                    "-parameters",
                                    "--class-path",
                                    System.getProperty("java.class.path")))
                    .toList();
            boolean done = compiler.getTask(said, files, null, arguments, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertTrue(done, said::toString);
        }
    }

    private void assertTestsPass(Path classes, List<String> tests) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                    .filters(includeClassNamePatterns(".*"))
                    .configurationParameter(
                            "jqwik.database", folder.resolve("database").toString())
                    .configurationParameter("jqwik.reporting.onlyfailures", "true");
            for (String test : tests) {
                request.selectors(selectClass(loader.loadClass(test)));
            }
            LauncherDiscoveryRequest built = request.build();
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherFactory.create().execute(built, summary);
            assertEquals(
                    List.of(),
                    summary.getSummary().getFailures().stream()
                            .map(failure ->
                                    failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                            .toList());
            assertTrue(summary.getSummary().getTestsSucceededCount() >= 10, "tests that ran");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void aRecipeIsValid() {
        CommandRun run = make("recipe", "first");
        assertEquals(0, run.code(), run::said);
        CommandRun dry =
                CommandRun.of("train", folder.resolve("made/recipe.conf").toString(), "--dry-run");
        assertEquals(0, dry.code(), dry::said);
        CommandRun ablation =
                CommandRun.of("ablate", folder.resolve("made/recipe.conf").toString(), "--dry-run");
        assertEquals(0, ablation.code(), ablation::said);
    }

    @ParameterizedTest
    @CsvSource({
        "gate, Near, NAME Near must",
        "gate, ../x, NAME ../x must",
        "gate, a--b, NAME a--b must",
        "gate, 1st, NAME 1st must",
        "gate, new, has the part",
        "gat, near, KIND gat must be one of gate"
    })
    void badNamesAreRefused(String kind, String name, String message) {
        CommandRun run = make(kind, name);
        assertEquals(Main.BAD_INPUT, run.code(), run::said);
        assertTrue(run.err().contains(message), run::err);
        assertFalse(Files.exists(folder.resolve("made")));
    }

    @Test
    void packagesThatAreNoneAreRefusedAndOthersTaken() throws IOException {
        for (String bad : List.of("Org.Example", "org..x", "one", "org.rlvr4j.mine", "a.1b", "a.class")) {
            assertEquals(Main.BAD_INPUT, make("gate", "near", "--package", bad).code(), bad);
        }
        assertEquals(0, make("gate", "new", "--package", "com.acme.rl").code());
        assertTrue(Files.readString(folder.resolve("made/src/main/java/com/acme/rl/NewGate.java"))
                .startsWith("package com.acme.rl;"));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path made = Files.createDirectory(folder.resolve("made"));
        Files.writeString(made.resolve("mine.txt"), "mine");
        CommandRun run = make("gate", "near");
        assertEquals(Main.BAD_INPUT, run.code());
        assertTrue(run.err().contains("not empty; nothing was changed"), run::err);
        try (Stream<Path> inside = Files.list(made)) {
            assertEquals(List.of(made.resolve("mine.txt")), inside.toList());
        }
    }

    /** The example is built by Maven in each build, so a skeleton's project file that is equal to its own works too. */
    @Test
    void theProjectFileIsThatOfTheExample() throws IOException {
        String example = Files.readString(Installation.file("examples/plugin-gate/pom.xml"));
        String made = Skeleton.GATE.files("curriculum", "org.example").get("pom.xml");
        assertEquals(example, made);
    }
}
