package org.rlvr4j.trainer.plugin;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.ApiVersion;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.RolloutSourceProvider;
import org.rlvr4j.api.spi.UpdateGateProvider;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.trainer.config.StrategyCatalog;

/** Runs twice in the build: on the module path, where plugins get layers, and on the class path, where none does. */
class PluginsTest {

    private static final boolean MODULES = StrategyCatalog.class.getModule().isNamed();

    @TempDir
    Path folder;

    private StrategyCatalog catalog() {
        return StrategyCatalog.load(new PluginFolder(folder));
    }

    private static String reason(StrategyCatalog catalog, String id) {
        UpdateGateProvider<?> provider = (UpdateGateProvider<?>) catalog.find(StrategyCatalog.Kind.GATE, id);
        @SuppressWarnings("unchecked") // gates of these tests have no options
        UpdateGate gate = ((UpdateGateProvider<NoOptions>) provider).create(new NoOptions());
        Rollout rollout = new Rollout(new int[] {1}, new float[] {-1}, 0, StopReason.LENGTH, "x");
        VerifiedGroup group = new VerifiedGroup(
                new Problem("p", "", ""),
                new int[] {1},
                List.of(rollout),
                List.of(new Verdict.Correct("", "r")),
                List.of());
        return gate.decide(group, SuccessHistory.EMPTY).reason();
    }

    private String brokenReason(String name) {
        return catalog().brokenPlugins().stream()
                .filter(plugin -> plugin.name().equals(name))
                .map(BrokenPlugin::reason)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not broken"));
    }

    @Test
    void aJarWithAModuleDescriptorGetsALayer() throws Exception {
        Path jar = PluginJar.gate("mine", "\"mine\"")
                .module("org.example.mine", "")
                .write(folder.resolve("mine-1.jar"));
        StrategyCatalog catalog = catalog();
        assertEquals("mine", reason(catalog, "mine"));
        Plugin plugin = catalog.plugin(StrategyCatalog.Kind.GATE, "mine").orElseThrow();
        assertEquals("mine-1", plugin.name());
        assertEquals(jar, plugin.path());
        assertEquals(MODULES ? Plugin.Mode.MODULE_PATH : Plugin.Mode.CLASS_PATH, plugin.mode());
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar))),
                plugin.sha256());
        assertEquals(List.of(plugin), catalog.plugins());
        assertEquals(List.of(), catalog.brokenPlugins());
    }

    @Test
    void aPlainJarGetsAClassLoader() {
        PluginJar.gate("mine", "\"mine\"")
                .attribute("Implementation-Version", "2.5")
                .attribute(ApiVersion.ATTRIBUTE, ApiVersion.current().text())
                .write(folder.resolve("plain.jar"));
        StrategyCatalog catalog = catalog();
        assertEquals("mine", reason(catalog, "mine"));
        Plugin plugin = catalog.plugin(StrategyCatalog.Kind.GATE, "mine").orElseThrow();
        assertEquals(Plugin.Mode.CLASS_PATH, plugin.mode());
        assertEquals("2.5", plugin.version());
        assertTrue(catalog.plugin(StrategyCatalog.Kind.GATE, "uniform").isEmpty());
    }

    @Test
    void aSourceOfRolloutsIsFoundOnce() {
        new PluginJar()
                .source("org.example.rollouts.Provider", """
                        package org.example.rollouts;
                        import org.rlvr4j.api.learning.RolloutSource;
                        import org.rlvr4j.api.spi.NoOptions;
                        import org.rlvr4j.api.spi.RolloutSourceProvider;
                        public final class Provider implements RolloutSourceProvider<NoOptions> {
                            public String id() { return "elsewhere"; }
                            public String description() { return "A source of the tests."; }
                            public Class<NoOptions> optionsType() { return NoOptions.class; }
                            public RolloutSource create(NoOptions options) {
                                return (policy, notices) -> policy.rolloutEngine();
                            }
                        }
                        """)
                .file("META-INF/services/" + RolloutSourceProvider.class.getName(), "org.example.rollouts.Provider\n")
                .write(folder.resolve("rollouts.jar"));
        StrategyCatalog catalog = catalog();
        assertEquals(List.of(), catalog.brokenPlugins());
        assertTrue(catalog.plugin(StrategyCatalog.Kind.ROLLOUTS, "elsewhere").isPresent());
    }

    private Path library(String version) throws IOException {
        Path place = Files.createDirectories(folder.resolve(".library-" + version));
        return new PluginJar()
                .source(
                        "lib.Library",
                        "package lib; public class Library { public static String version() { return \"" + version
                                + "\"; } }")
                .attribute("Automatic-Module-Name", "lib")
                .write(place.resolve("lib-" + version + ".jar"));
    }

    private void pluginWithLibrary(String id, String version, boolean module) throws IOException {
        Path library = library(version);
        Path place = Files.createDirectories(folder.resolve(id));
        Files.copy(library, place.resolve("lib.jar"));
        PluginJar jar = PluginJar.gate(id, "lib.Library.version()").with(library);
        if (module) {
            jar.module("org.example." + id, "requires lib;");
        }
        jar.write(place.resolve(id + ".jar"));
    }

    @Test
    void twoPluginsHaveTheirOwnVersionsOfALibrary() throws IOException {
        pluginWithLibrary("one", "1", false);
        pluginWithLibrary("two", "2", false);
        pluginWithLibrary("three", "3", true);
        pluginWithLibrary("four", "4", true);
        StrategyCatalog catalog = catalog();
        assertEquals(List.of(), catalog.brokenPlugins());
        assertEquals("1", reason(catalog, "one"));
        assertEquals("2", reason(catalog, "two"));
        assertEquals("3", reason(catalog, "three"));
        assertEquals("4", reason(catalog, "four"));
        assertEquals(
                MODULES ? Plugin.Mode.MODULE_PATH : Plugin.Mode.CLASS_PATH,
                catalog.plugin(StrategyCatalog.Kind.GATE, "four").orElseThrow().mode());
    }

    /** The program has a library of that name too, in another version. */
    @Test
    void aPluginsLibraryComesBeforeTheProgramsOwn() throws IOException {
        for (boolean module : new boolean[] {true, false}) {
            String id = module ? "modular" : "plain";
            Path place = Files.createDirectories(folder.resolve(id));
            Path library = new PluginJar()
                    .source(
                            "com.google.common.base.Ascii",
                            "package com.google.common.base; public class Ascii { public static String own() { return"
                                    + " \"own\"; } }")
                    .attribute("Automatic-Module-Name", "com.google.common")
                    .write(place.resolve("guava.jar"));
            PluginJar jar =
                    PluginJar.gate(id, "com.google.common.base.Ascii.own()").with(library);
            if (module) {
                jar.module("org.example.modular", "requires com.google.common;");
            }
            jar.write(place.resolve(id + ".jar"));
        }
        StrategyCatalog catalog = catalog();
        assertEquals(List.of(), catalog.brokenPlugins());
        assertEquals("own", reason(catalog, "modular"));
        assertEquals("own", reason(catalog, "plain"));
    }

    @Test
    void aDamagedJarIsNamedAndTheOthersWork() throws IOException {
        Files.writeString(folder.resolve("damaged.jar"), "PK not a jar");
        Path whole = PluginJar.gate("half", "\"half\"").write(folder.resolve("half.jar"));
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("README.md"), "not a plugin");
        PluginJar.gate("fine", "\"fine\"").write(folder.resolve("fine.jar"));
        StrategyCatalog catalog = catalog();
        assertEquals("fine", reason(catalog, "fine"));
        assertEquals(
                List.of("damaged", "empty", "half"),
                catalog.brokenPlugins().stream().map(BrokenPlugin::name).toList());
        assertTrue(brokenReason("damaged").startsWith("damaged.jar is no jar, or a damaged one"));
        assertTrue(brokenReason("half").startsWith("half.jar is no jar, or a damaged one"));
        assertEquals("the folder holds no jar of its own", brokenReason("empty"));
        // what was in it is not known, so a name that is not found may be its
        String refusal = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> catalog.find(StrategyCatalog.Kind.GATE, "half"))
                        .getMessage());
        assertTrue(refusal.contains("unknown gate \"half\""), refusal);
        assertTrue(refusal.contains(folder.resolve("half.jar").toString()), refusal);
    }

    @Test
    void whatDoesNotLoadSaysWhy() throws IOException {
        Path missing = new PluginJar()
                .source("gone.Away", "package gone; public class Away { public Away() {} }")
                .write(Files.createDirectories(folder.resolve(".away")).resolve("away.jar"));
        String name = "org.example.x.Provider";
        new PluginJar()
                .with(missing)
                .source(name, PluginJar.provider(name, "x", "new gone.Away();", "\"x\""))
                .file("META-INF/services/" + UpdateGateProvider.class.getName(), name)
                .write(folder.resolve("misses.jar"));
        new PluginJar()
                .source(name, PluginJar.provider(name, "x", "if (true) throw new RuntimeException(\"no\");", "\"x\""))
                .file("META-INF/services/" + UpdateGateProvider.class.getName(), name)
                .write(folder.resolve("throws.jar"));
        new PluginJar()
                .file("META-INF/services/" + UpdateGateProvider.class.getName(), "org.example.Nowhere")
                .write(folder.resolve("nowhere.jar"));
        new PluginJar().file("notes.txt", "nothing").write(folder.resolve("nothing.jar"));
        PluginJar.gate("old", "\"old\"")
                .attribute(ApiVersion.ATTRIBUTE, "99.0.0")
                .write(folder.resolve("old.jar"));
        PluginJar.gate("odd", "\"odd\"").attribute(ApiVersion.ATTRIBUTE, "soon").write(folder.resolve("odd.jar"));
        PluginJar.gate("Bad Id", "\"bad\"").write(folder.resolve("badid.jar"));
        PluginJar.gate("api", "\"api\"")
                .file("org/rlvr4j/api/spi/StrategyProvider.class", "a copy")
                .write(folder.resolve("api.jar"));
        StrategyCatalog catalog = catalog();
        assertEquals(
                8, catalog.brokenPlugins().size(), () -> catalog.brokenPlugins().toString());
        assertAll(
                () -> assertTrue(
                        brokenReason("misses").startsWith("it misses the class gone.Away"), brokenReason("misses")),
                () -> assertEquals("java.lang.RuntimeException: no", brokenReason("throws")),
                () -> assertTrue(brokenReason("nowhere").contains("org.example.Nowhere"), brokenReason("nowhere")),
                () -> assertTrue(brokenReason("nothing").startsWith("it registers no strategy")),
                () -> assertTrue(
                        brokenReason("old").startsWith("it was built against version 99.0.0 of the API, and this is "),
                        brokenReason("old")),
                () -> assertTrue(brokenReason("odd").contains("\"soon\""), brokenReason("odd")),
                () -> assertTrue(brokenReason("badid").contains("lower case letters"), brokenReason("badid")),
                () -> assertTrue(brokenReason("api").startsWith("it holds a copy of the API"), brokenReason("api")));
    }

    @Test
    void aModuleThatNeedsWhatIsNotThereSaysWhy() throws IOException {
        Path absent = new PluginJar()
                .source("absent.Thing", "package absent; public class Thing {}")
                .attribute("Automatic-Module-Name", "absent")
                .write(Files.createDirectories(folder.resolve(".absent")).resolve("absent.jar"));
        PluginJar.gate("needy", "new absent.Thing().toString()")
                .with(absent)
                .module("org.example.needy", "requires absent;")
                .write(folder.resolve("needy.jar"));
        if (MODULES) {
            assertTrue(brokenReason("needy").contains("absent"), brokenReason("needy"));
        } else {
            // a class loader finds out when the class is used
            StrategyCatalog catalog = catalog();
            NoClassDefFoundError error = assertThrows(NoClassDefFoundError.class, () -> reason(catalog, "needy"));
            assertEquals("needy", catalog.blamed(error).orElseThrow().name());
        }
    }

    @Test
    void aNewerJavaIsNamed() throws IOException {
        Path jar = PluginJar.gate("newer", "\"newer\"").write(folder.resolve("newer.jar"));
        // the class file's major version, in a jar that is not compressed
        Path place = Files.createDirectories(folder.resolve(".newer"));
        try (java.util.jar.JarFile old = new java.util.jar.JarFile(jar.toFile())) {
            byte[] code = old.getInputStream(old.getEntry("org/example/newer/Provider.class"))
                    .readAllBytes();
            code[7] = (byte) 200;
            try (var out = new java.util.jar.JarOutputStream(Files.newOutputStream(place.resolve("newer.jar")))) {
                out.putNextEntry(new java.util.jar.JarEntry("org/example/newer/Provider.class"));
                out.write(code);
                out.putNextEntry(new java.util.jar.JarEntry("META-INF/services/" + UpdateGateProvider.class.getName()));
                out.write("org.example.newer.Provider".getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.move(place.resolve("newer.jar"), jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertTrue(
                brokenReason("newer").startsWith("it is compiled for a newer Java than this one"),
                brokenReason("newer"));
    }

    @Test
    void anIdOfABuiltInStrategyIsRefusedAndTheBuiltInOneStays() {
        PluginJar.gate("uniform", "\"other\"").write(folder.resolve("uniform.jar"));
        StrategyCatalog catalog = catalog();
        assertTrue(brokenReason("uniform")
                .startsWith("its gate \"uniform\" has the id of a built-in one, org.rlvr4j.bbg."));
        assertTrue(reason(catalog, "uniform").contains("always active"), () -> reason(catalog, "uniform"));
    }

    @Test
    void twoPluginsOfOneIdAreBothRefusedForThatRecipeAlone() {
        PluginJar.gate("same", "\"1\"").write(folder.resolve("a.jar"));
        PluginJar.gate("same", "\"2\"").write(folder.resolve("b.jar"));
        PluginJar.gate("other", "\"3\"").write(folder.resolve("c.jar"));
        StrategyCatalog catalog = catalog();
        assertEquals("3", reason(catalog, "other"));
        String refusal = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> catalog.find(StrategyCatalog.Kind.GATE, "same"))
                        .getMessage());
        assertTrue(refusal.startsWith("there is no gate \"same\": the plugin a ("), refusal);
        assertTrue(refusal.contains(folder.resolve("b.jar").toString()), refusal);
        String unrelated = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> catalog.find(StrategyCatalog.Kind.GATE, "unknown"))
                        .getMessage());
        assertTrue(!unrelated.contains("a.jar"), unrelated);
    }

    @Test
    void whoThrowsIsKnown() {
        PluginJar.gate("angry", "String.valueOf(1 / (int) (System.nanoTime() * 0))")
                .module("org.example.angry", "")
                .write(folder.resolve("angry.jar"));
        StrategyCatalog catalog = catalog();
        ArithmeticException e = assertThrows(ArithmeticException.class, () -> reason(catalog, "angry"));
        assertEquals(
                "angry",
                catalog.blamed(new IllegalStateException(e)).orElseThrow().name());
        assertTrue(catalog.blamed(new IllegalStateException()).isEmpty());
    }

    @Test
    void foldersThatAreNotThereAreRefusedAndAJarMayBeNamedItself() {
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class, () -> StrategyCatalog.load(new PluginFolder(folder.resolve("nowhere"))));
        assertTrue(String.valueOf(e.getMessage()).contains("nowhere"), e.toString());
        Path jar = PluginJar.gate("single", "\"single\"").write(folder.resolve("single.jar"));
        List<PluginFolder> twice = new ArrayList<>(List.of(new PluginFolder(jar), new PluginFolder(folder)));
        assertEquals("single", reason(StrategyCatalog.load(twice), "single"));
    }
}
