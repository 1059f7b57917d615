package org.rlvr4j.trainer.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.rlvr4j.api.spi.UpdateGateProvider;

/** Compiles and packs small plugins. */
public final class PluginJar {

    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();
    private final Manifest manifest = new Manifest();
    private final List<Path> libraries = new ArrayList<>();

    /** Starts empty. */
    public PluginJar() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** Adds a class. */
    public PluginJar source(String name, String code) {
        sources.put(name, code);
        return this;
    }

    /** Adds a file that is not compiled. */
    public PluginJar file(String name, String content) {
        files.put(name, content);
        return this;
    }

    /** Adds an attribute of the manifest. */
    public PluginJar attribute(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** Compiles against a jar that is not packed. */
    public PluginJar with(Path library) {
        libraries.add(library);
        return this;
    }

    /** A gate in a package of its own, registered for the class path, whose reason is an expression. */
    public static PluginJar gate(String id, String reason) {
        String name = "org.example." + id.replaceAll("[^a-z0-9]", "") + ".Provider";
        return new PluginJar()
                .source(name, provider(name, id, "", reason))
                .file("META-INF/services/" + UpdateGateProvider.class.getName(), name + "\n");
    }

    /** A gate's provider. */
    public static String provider(String name, String id, String inConstructor, String reason) {
        return """
                package %s;
                import org.rlvr4j.api.gate.GateDecision;
                import org.rlvr4j.api.gate.UpdateGate;
                import org.rlvr4j.api.spi.NoOptions;
                import org.rlvr4j.api.spi.UpdateGateProvider;
                public final class Provider implements UpdateGateProvider<NoOptions> {
                    public Provider() { %s }
                    public String id() { return "%s"; }
                    public String description() { return "A gate of the tests."; }
                    public Class<NoOptions> optionsType() { return NoOptions.class; }
                    public UpdateGate create(NoOptions options) {
                        String reason = %s;
                        return (group, history) -> GateDecision.keep(group.size(), 1, reason);
                    }
                }
                """.formatted(name.substring(0, name.lastIndexOf('.')), inConstructor, id, reason);
    }

    /** Adds a module descriptor that provides the gate. */
    public PluginJar module(String name, String requires) {
        String provider = sources.keySet().stream()
                .filter(source -> source.endsWith(".Provider"))
                .findFirst()
                .orElseThrow();
        return source("module-info", """
                module %s {
                    requires org.rlvr4j.api;
                    %s
                    provides %s with %s;
                }
                """.formatted(name, requires, UpdateGateProvider.class.getName(), provider));
    }

    /** Writes the jar. */
    public Path write(Path jar) {
        try {
            Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), ".classes");
            if (!sources.isEmpty()) {
                compile(classes);
            }
            files.forEach((name, content) -> {
                try {
                    Path file = classes.resolve(name);
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, content);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            pack(classes, jar);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = Stream.concat(
                        Stream.concat(Stream.of(location(UpdateGateProvider.class)), jspecify()), libraries.stream())
                .map(Path::toString)
                .collect(Collectors.joining(java.io.File.pathSeparator));
        boolean modular = sources.containsKey("module-info");
        List<String> options = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "--release", "17"));
        options.addAll(modular ? List.of("--module-path", path) : List.of("--class-path", path));
        List<JavaFileObject> units = sources.entrySet().stream()
                .<JavaFileObject>map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        StringWriter said = new StringWriter();
        if (!compiler.getTask(said, null, null, options, null, units).call()) {
            throw new IllegalStateException("the plugin of the test does not compile: " + said);
        }
    }

    /** The API's module requires it where something is compiled against it, and at run time nobody has it. */
    private static Stream<Path> jspecify() {
        return Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
                .flatMap(property -> Stream.of(System.getProperty(property, "").split(java.io.File.pathSeparator)))
                .flatMap(PluginJar::jars)
                .filter(jar -> String.valueOf(jar.getFileName()).startsWith("jspecify"))
                .limit(1);
    }

    /** A path's entry: a jar, or a folder of jars. */
    private static Stream<Path> jars(String entry) {
        Path path = Path.of(entry);
        if (entry.isEmpty() || !Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
                entries.closeEntry();
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
