package org.rlvr4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new}: a project to begin with. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description =
                "Makes the skeleton of a plugin, a Maven project that compiles and passes its contract tests, or of a"
                        + " recipe.",
        footer = {"", "docs/plugins.md says how to go on."})
final class NewCommand implements Callable<Integer> {

    private static final int LONGEST_NAME = 40;

    /** Words that cannot be part of a package's name. */
    private static final Set<String> JAVA_WORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "try",
            "void",
            "volatile",
            "while",
            "_");

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "gate, verifier, estimator (a metric such as Pass@k), advantage, sampler (of problems),"
                    + " token-sampler, source (of problems), or recipe.")
    String kind = "";

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description =
                    "The strategy's id, or the recipe's name: lower case letters, digits and hyphens, a letter first.")
    String name = "";

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "The Java package and module; org.example. and the name without its hyphens by default.")
    String javaPackage = "";

    @Option(names = "--out", paramLabel = "DIR", description = "The new folder; the name by default.")
    Path out = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Skeleton skeleton = skeleton();
        String inPackage = checkedPackage(skeleton);
        Path folder = out.toString().isEmpty() ? Path.of(name) : out;
        Map<String, String> files = skeleton.files(name, inPackage);
        refuseNonEmpty(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            // what came to be there in the meantime is not overwritten either
            Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
        }
        PrintWriter said = spec.commandLine().getOut();
        said.println("Made " + folder + ":");
        files.keySet().forEach(file -> said.println("  " + file));
        said.println("Next:");
        if (skeleton == Skeleton.RECIPE) {
            said.println("  rlvr4j train " + folder.resolve("recipe.conf") + " --dry-run");
            said.println("  rlvr4j train " + folder.resolve("recipe.conf"));
        } else {
            if (Version.number().endsWith("-SNAPSHOT") && Files.exists(Installation.file("pom.xml"))) {
                // what is not on Maven Central yet
                said.println("  mvn -f " + Installation.file("pom.xml")
                        + " install -DskipTests -pl api,testkit,bom -am    # once, for this version is on no server");
            }
            said.println("  cd " + folder + " && mvn verify");
            said.println("  rlvr4j --plugins " + folder.resolve("target").resolve(name + "-1.0.0-SNAPSHOT.jar")
                    + " strategies " + name);
        }
        return 0;
    }

    private Skeleton skeleton() {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || name.length() > LONGEST_NAME) {
            throw new BadInputException(
                    "NAME " + name + " must have lower case letters, digits and single hyphens, begin with a"
                            + " letter, and have at most " + LONGEST_NAME + " characters");
        }
        return Arrays.stream(Skeleton.values())
                .filter(each -> each.word().equals(kind))
                .findFirst()
                .orElseThrow(() -> new BadInputException("KIND " + kind + " must be one of "
                        + Arrays.stream(Skeleton.values()).map(Skeleton::word).collect(Collectors.joining(", "))));
    }

    private String checkedPackage(Skeleton skeleton) {
        if (skeleton == Skeleton.RECIPE && !javaPackage.isEmpty()) {
            throw new BadInputException("--package is for plugins, a recipe has none");
        }
        String chosen = javaPackage.isEmpty() ? "org.example." + name.replace("-", "") : javaPackage;
        for (String part : chosen.split("\\.", -1)) {
            if (!part.matches("[a-z_][a-z0-9_]*") || JAVA_WORDS.contains(part)) {
                throw new BadInputException("the package " + chosen + " has the part \"" + part
                        + "\": a part has lower case letters, digits and underscores, begins with no digit and is no word"
                        + " of Java; --package names another");
            }
        }
        if (chosen.startsWith("org.rlvr4j") || chosen.startsWith("java.")) {
            throw new BadInputException("the package " + chosen + " is not yours; --package names another");
        }
        if (skeleton != Skeleton.RECIPE && !chosen.contains(".")) {
            throw new BadInputException(
                    "the package " + chosen + " must have a part of your own before it, as org.example has");
        }
        return chosen;
    }

    private static void refuseNonEmpty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new BadInputException(folder + " is there and not empty; nothing was changed");
                }
            }
        } else if (Files.exists(folder)) {
            throw new BadInputException(folder + " is a file; nothing was changed");
        }
    }
}
