package org.rlvr4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.rlvr4j.api.spi.ApiVersion;

/** What {@code new} makes: a plugin of one strategy, or a recipe. */
enum Skeleton {
    GATE(
            "gate",
            "Gate",
            "UpdateGateProvider",
            "org.rlvr4j.api.gate.UpdateGate",
            "A recipe then says `gate.id = @name@`."),
    VERIFIER(
            "verifier",
            "Verifier",
            "VerifierProvider",
            "org.rlvr4j.api.verify.Verifier",
            "A recipe then says `verifier.id = @name@`."),
    ESTIMATOR(
            "estimator",
            "Estimator",
            "PassAtKProvider",
            "org.rlvr4j.api.evaluation.PassAtKEstimator",
            "A recipe then says `evaluation.metrics = [pass-at-k, @name@]`."),
    ADVANTAGE(
            "advantage",
            "Advantage",
            "AdvantageProvider",
            "org.rlvr4j.api.learning.AdvantageEstimator",
            "A recipe then says `advantage.id = @name@`."),
    SAMPLER(
            "sampler",
            "Sampler",
            "ProblemSamplerProvider",
            "org.rlvr4j.api.data.ProblemSampler",
            "A recipe then says `problem-sampler.id = @name@`."),
    TOKEN_SAMPLER(
            "token-sampler",
            "TokenSampler",
            "TokenSamplerProvider",
            "org.rlvr4j.api.rollout.TokenSampler",
            "A recipe then says `token-sampler.id = @name@`."),
    SOURCE(
            "source",
            "Source",
            "ProblemSourceProvider",
            "org.rlvr4j.api.data.ProblemSource",
            "A recipe then says `problems.id = @name@`."),
    RECIPE("recipe", "", "", "", "");

    private final String folder;
    private final String suffix;
    private final String service;
    private final String strategy;
    private final String use;

    Skeleton(String folder, String suffix, String service, String strategy, String use) {
        this.folder = folder;
        this.suffix = suffix;
        this.service = service;
        this.strategy = strategy;
        this.use = use;
    }

    /** As the command line names it. */
    String word() {
        return folder;
    }

    /** The files of a new project, by their path in it. */
    Map<String, String> files(String name, String javaPackage) {
        Map<String, String> files = new LinkedHashMap<>();
        if (this == RECIPE) {
            files.put("recipe.conf", fill("recipe/recipe.conf", name, javaPackage));
            files.put("README.md", fill("recipe/README.md", name, javaPackage));
            return files;
        }
        String main = "src/main/java/" + javaPackage.replace('.', '/') + "/" + type(name);
        String test = "src/test/java/" + javaPackage.replace('.', '/') + "/";
        files.put("pom.xml", fill("pom.xml", name, javaPackage));
        files.put("README.md", fill("README.md", name, javaPackage));
        files.put(".gitignore", fill("gitignore", name, javaPackage));
        files.put("src/main/java/module-info.java", fill("module-info.java", name, javaPackage));
        files.put(main + ".java", fill(folder + "/Strategy.java", name, javaPackage));
        files.put(main + "Options.java", fill(folder + "/Options.java", name, javaPackage));
        files.put(main + "Provider.java", fill("Provider.java", name, javaPackage));
        files.put(
                "src/main/resources/META-INF/services/org.rlvr4j.api.spi." + service,
                fill("services", name, javaPackage));
        files.put(test + type(name) + "ContractTest.java", fill(folder + "/ContractTest.java", name, javaPackage));
        files.put(test + "ProvidersTest.java", fill("ProvidersTest.java", name, javaPackage));
        return files;
    }

    /** The class of a strategy: {@code near-miss} becomes {@code NearMissGate}. */
    String type(String name) {
        StringBuilder type = new StringBuilder();
        for (String word : name.split("-")) {
            type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return type + suffix;
    }

    private String fill(String template, String name, String javaPackage) {
        return template(template)
                .replace("@use@", use)
                .replace("@name@", name)
                .replace("@kind@", folder.replace('-', ' '))
                .replace("@Class@", this == RECIPE ? "" : type(name))
                .replace("@package@", javaPackage)
                .replace("@Service@", service)
                .replace("@Interface.qualified@", strategy)
                .replace("@Interface@", strategy.substring(strategy.lastIndexOf('.') + 1))
                .replace("@version@", ApiVersion.current().text());
    }

    private static String template(String name) {
        try (InputStream in = Skeleton.class.getResourceAsStream("skeleton/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the template " + name + " is missing in this installation");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
