package org.rlvr4j.runtime.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.rlvr4j.api.spi.TokenSamplerProvider;
import org.rlvr4j.api.spi.VerifierProvider;

/**
 * A plugin with a verifier and a token sampler, whose classes are in its jar alone. Two of them have classes of the same
 * names.
 *
 * @param name of its jar
 * @param verifier the verifier's id
 * @param remainder of the number of characters by two that is right
 * @param sampler the token sampler's id
 * @param temperature that it draws at
 */
record StrategyPlugin(String name, String verifier, int remainder, String sampler, double temperature) {

    private static final String VERIFIERS = """
            package org.example.parity;
            import org.rlvr4j.api.spi.NoOptions;
            import org.rlvr4j.api.spi.VerifierProvider;
            import org.rlvr4j.api.verify.Verdict;
            import org.rlvr4j.api.verify.Verifier;
            public final class Verifiers implements VerifierProvider<NoOptions> {
                public String id() { return "VERIFIER"; }
                public String description() { return "Looks at whether response and reference together have an even number of characters."; }
                public Class<NoOptions> optionsType() { return NoOptions.class; }
                public Verifier create(NoOptions options) {
                    return (problem, response) -> (problem.reference().length() + response.length()) % 2 == REMAINDER
                            ? new Verdict.Correct("even", "even") : new Verdict.Incorrect("odd", "odd");
                }
            }
            """;

    private static final String SAMPLERS = """
            package org.example.parity;
            import org.rlvr4j.api.rollout.LogitOps;
            import org.rlvr4j.api.rollout.TokenSampler;
            import org.rlvr4j.api.spi.NoOptions;
            import org.rlvr4j.api.spi.TokenSamplerProvider;
            public final class Samplers implements TokenSamplerProvider<NoOptions> {
                public String id() { return "SAMPLER"; }
                public String description() { return "Draws at another temperature."; }
                public Class<NoOptions> optionsType() { return NoOptions.class; }
                public TokenSampler create(NoOptions options) { return new Warmer(TEMPERATURE); }
                record Warmer(double temperature) implements TokenSampler {
                    public <L> L restrict(L logits, LogitOps<L> ops) { return ops.divide(logits, temperature); }
                }
            }
            """;

    /** Writes the one that most tests take; returns its jar. */
    static Path write(Path folder) throws IOException {
        return new StrategyPlugin("parity", "even-length", 0, "warmer", 1.25).writeTo(folder);
    }

    private String filled(String source) {
        return source.replace("VERIFIER", verifier)
                .replace("REMAINDER", Integer.toString(remainder))
                .replace("SAMPLER", sampler)
                .replace("TEMPERATURE", Double.toString(temperature));
    }

    /** Compiles and packs it; returns its jar. */
    Path writeTo(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve(name + "-sources"));
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        Path verifiers = Files.writeString(sources.resolve("Verifiers.java"), filled(VERIFIERS));
        Path samplers = Files.writeString(sources.resolve("Samplers.java"), filled(SAMPLERS));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int code = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                verifiers.toString(),
                samplers.toString());
        if (code != 0) {
            throw new AssertionError("the plugin does not compile");
        }
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path path : compiled.filter(Files::isRegularFile).toList()) {
                put(out, classes.relativize(path).toString(), Files.readAllBytes(path));
            }
            for (Map.Entry<Class<?>, String> provider : List.<Map.Entry<Class<?>, String>>of(
                    Map.entry(VerifierProvider.class, "Verifiers"),
                    Map.entry(TokenSamplerProvider.class, "Samplers"))) {
                put(
                        out,
                        "META-INF/services/" + provider.getKey().getName(),
                        ("org.example.parity." + provider.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
