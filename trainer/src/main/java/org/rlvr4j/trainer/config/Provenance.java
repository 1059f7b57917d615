package org.rlvr4j.trainer.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.trainer.run.Checkpoints;
import org.rlvr4j.trainer.run.RunFolder;
import org.rlvr4j.trainer.run.RunFolderException;

/**
 * What made a run: {@code recipe.conf} (every default filled in) and {@code manifest.json} (versions, machine, seed,
 * hashes of the model and the problems) in its folder.
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.open(path, existing); PolicyRuntime runtime = …) {
 *     if (folder.isResumed()) {
 *         Provenance.goOn(folder, recipe.resolvedText(), Provenance.facts(recipe, runtime), AcceptedChanges.NONE);
 *     } else {
 *         Provenance.write(folder, recipe.resolvedText(), Provenance.facts(recipe, runtime));
 *     }
 *     new TrainingRun(recipe.recipe(), runtime, folder).train();
 * }
 * }</pre>
 */
public final class Provenance {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    private static final String RECIPE_HASH = "recipeSha256";
    private static final int SHOWN_DIFFERENCES = 20;

    /** What beside the weights decides what a model computes and reads. */
    private static final Set<String> MODEL_FILES = Set.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "chat_template.jinja",
            "special_tokens_map.json");

    private Provenance() {}

    /**
     * Writes the manifest and then the recipe, each whole or not at all. The start time, the recipe's hash, Java, the
     * operating system, the number of processors and the versions of this project's modules are added to the facts.
     *
     * @param folder the run's folder
     * @param resolvedRecipe the recipe with every default filled in
     * @param facts what else made the run, by name; they win over the added ones
     * @throws IOException if a file cannot be written
     */
    public static void write(RunFolder folder, String resolvedRecipe, Map<String, String> facts) throws IOException {
        byte[] recipe = resolvedRecipe.getBytes(StandardCharsets.UTF_8);
        SortedMap<String, String> manifest = machine();
        manifest.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        manifest.put(RECIPE_HASH, HexFormat.of().formatHex(sha256().digest(recipe)));
        manifest.putAll(facts);
        RunFolder.writeWhole(folder.manifest(), JSON.writeValueAsBytes(manifest));
        // the recipe comes last: where it stands, the manifest stands too
        RunFolder.writeWhole(folder.recipe(), recipe);
    }

    /**
     * Refuses to go on with a run under a recipe that would train otherwise.
     *
     * @param folder the run's folder
     * @param resolvedRecipe the recipe with which it shall go on, every default filled in
     * @throws RunFolderException if the run's recipe is missing, cannot be read, or differs in more than what is written,
     *     watched or kept; the message names each key that differs, with both values
     * @throws IOException if the run's recipe cannot be read from the disk
     */
    public static void requireSame(RunFolder folder, String resolvedRecipe) throws IOException {
        requireSame(folder, resolvedRecipe, AcceptedChanges.NONE);
    }

    /**
     * Refuses a run of a recipe that would train otherwise, unless that is accepted.
     *
     * @param folder the run's folder
     * @param resolvedRecipe the recipe, every default filled in
     * @param accepted which changes may be
     * @throws RunFolderException as {@link #requireSame(RunFolder, String)}
     * @throws IOException if the run's recipe cannot be read from the disk
     */
    public static void requireSame(RunFolder folder, String resolvedRecipe, AcceptedChanges accepted)
            throws IOException {
        refuse(folder, recipeChanges(folder, resolvedRecipe, false), accepted);
    }

    /**
     * Makes ready to go on with a run: refuses what has changed since it was started, unless it is accepted or cannot change
     * what training computes. Recipe and manifest then say what holds from now on, and the manifest what changed.
     *
     * @param folder the run's folder
     * @param resolvedRecipe the recipe with which it shall go on, every default filled in
     * @param facts as for {@link #write}
     * @param accepted which changes may be
     * @return the changes under which the run goes on
     * @throws RunFolderException if there are others; the message names each key, with both values
     * @throws IOException if the run's files cannot be read or written
     */
    public static List<Change> goOn(
            RunFolder folder, String resolvedRecipe, Map<String, String> facts, AcceptedChanges accepted)
            throws IOException {
        SortedMap<String, String> manifest = manifest(folder.path());
        String hash = "modelSha256";
        boolean sameModel = facts.containsKey(hash) && facts.get(hash).equals(manifest.get(hash));
        List<Change> changes = new ArrayList<>(recipeChanges(folder, resolvedRecipe, sameModel));
        changes.addAll(Change.ofFacts(manifest, facts));
        refuse(folder, changes, accepted);
        if (!changes.isEmpty()) {
            int number = 1;
            while (manifest.containsKey("changed " + number)) {
                number++;
            }
            manifest.putAll(facts);
            manifest.put(
                    "changed " + number,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS) + ": "
                            + changes.stream().map(Change::toString).collect(Collectors.joining("; ")));
            byte[] recipe = resolvedRecipe.getBytes(StandardCharsets.UTF_8);
            manifest.put(RECIPE_HASH, HexFormat.of().formatHex(sha256().digest(recipe)));
            RunFolder.writeWhole(folder.manifest(), JSON.writeValueAsBytes(manifest));
            RunFolder.writeWhole(folder.recipe(), recipe);
        }
        return changes;
    }

    /**
     * Compares a recipe with that of another run.
     *
     * @param run the other run's folder
     * @param resolvedRecipe the recipe, every default filled in
     * @return what differs; nothing where the other run was assembled without a recipe file
     * @throws IOException if the other recipe cannot be read
     */
    public static List<Change> differences(Path run, String resolvedRecipe) throws IOException {
        Path file = run.resolve(RunFolder.RECIPE);
        return Files.isRegularFile(file)
                ? Change.ofRecipes(
                        values(Files.readString(file), file.toString()), values(resolvedRecipe, "the recipe"), false)
                : List.of();
    }

    private static List<Change> recipeChanges(RunFolder folder, String resolvedRecipe, boolean sameModel)
            throws IOException {
        Path file = folder.recipe();
        if (!Files.isRegularFile(file)) {
            throw new RunFolderException(file + " is missing, so it cannot be told whether the recipe is the run's own;"
                    + " start the run anew with --overwrite or under another name");
        }
        return Change.ofRecipes(
                values(Files.readString(file), file.toString()), values(resolvedRecipe, "the recipe"), sameModel);
    }

    private static void refuse(RunFolder folder, List<Change> changes, AcceptedChanges accepted) {
        List<String> refused = changes.stream()
                .filter(change -> !change.isHarmless() && !accepted.accept(change.key()))
                .map(Change::toString)
                .toList();
        if (!refused.isEmpty()) {
            throw new RunFolderException(
                    "the run in " + folder.path() + " was made otherwise:\n  "
                            + String.join("\n  ", refused.subList(0, Math.min(SHOWN_DIFFERENCES, refused.size())))
                            + (refused.size() > SHOWN_DIFFERENCES
                                    ? "\n  and " + (refused.size() - SHOWN_DIFFERENCES) + " more"
                                    : "")
                            + "\nresume it as it was (its recipe is " + folder.recipe() + "), accept the changes with"
                            + " --accept-changes, or run what is changed under another name (--fork goes on from a checkpoint)");
        }
    }

    /**
     * Reads what made a run.
     *
     * @param run the run's folder
     * @return the facts of its manifest by name; empty where there is none
     * @throws IOException if it cannot be read
     */
    public static SortedMap<String, String> manifest(Path run) throws IOException {
        Path file = run.resolve("manifest.json");
        SortedMap<String, String> facts = new TreeMap<>();
        if (Files.isRegularFile(file)) {
            try {
                JSON.readTree(Files.readAllBytes(file))
                        .properties()
                        .forEach(field ->
                                facts.put(field.getKey(), field.getValue().asText()));
            } catch (JsonProcessingException e) {
                throw new RunFolderException(file + " is damaged: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        return facts;
    }

    /**
     * Reads one value of a run's recipe.
     *
     * @param run the run's folder
     * @param key the full key
     * @return the value as it is written; empty where there is no run or no such key
     * @throws RunFolderException if the run's recipe cannot be read
     * @throws IOException if it cannot be read from the disk
     */
    public static Optional<String> recorded(Path run, String key) throws IOException {
        Path file = run.resolve(RunFolder.RECIPE);
        return Files.isRegularFile(file)
                ? Optional.ofNullable(
                        values(Files.readString(file), file.toString()).get(key))
                : Optional.empty();
    }

    /**
     * Collects what is known of a recipe and its opened policy.
     *
     * @param recipe the recipe
     * @param runtime the policy
     * @return the seed, the model with its hash where it is a folder, the task and the hash of its problems, the runtime,
     *     path, version and hash of each plugin that is used
     * @throws IOException if the model's file cannot be read
     */
    public static SortedMap<String, String> facts(TrainingRecipe recipe, PolicyRuntime runtime) throws IOException {
        SortedMap<String, String> facts = policyFacts(recipe, runtime);
        facts.put("seed", Long.toString(recipe.recipe().training().seed()));
        facts.put("problems", recipe.recipe().problems().description());
        recipe.recipe().problems().facts().forEach((name, fact) -> facts.put("problems " + name, fact));
        facts.put("trainingProblemsSha256", hash(recipe.recipe().problems().training()));
        facts.put("heldOutProblemsSha256", hash(recipe.recipe().problems().heldOut()));
        return facts;
    }

    /**
     * Collects what is known of a recipe's opened policy, problems apart.
     *
     * @param recipe the recipe
     * @param runtime the policy
     * @return the model with its hashes where it is a folder, the runtime, the number of weights, path, version and hash of
     *     each plugin that is used
     * @throws IOException if the model's files cannot be read
     */
    public static SortedMap<String, String> policyFacts(TrainingRecipe recipe, PolicyRuntime runtime)
            throws IOException {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("model", recipe.policy().model());
        if (!recipe.policy().model().contains(":")) {
            Path weights = Path.of(recipe.policy().model()).resolve("model.safetensors");
            Path folder = Path.of(recipe.policy().model());
            if (Files.isRegularFile(weights)) {
                facts.put("modelSha256", Checkpoints.sha256(weights));
            } else {
                hashOf(folder, name -> name.endsWith(".safetensors")).ifPresent(hash -> facts.put("modelSha256", hash));
            }
            hashOf(folder, MODEL_FILES::contains).ifPresent(hash -> facts.put("modelFilesSha256", hash));
        }
        facts.put("runtime", runtime.description());
        recipe.plugins().forEach(plugin -> facts.put("plugin " + plugin.name(), plugin.provenance()));
        facts.put("parameters", Long.toString(runtime.parameterCount()));
        return facts;
    }

    /** Hashes the names and contents of some of a folder's files; empty where there is none of them. */
    private static Optional<String> hashOf(Path folder, Predicate<String> chosen) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        boolean any = false;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> chosen.test(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList()) {
                digest.update(
                        (file.getFileName() + " " + Checkpoints.sha256(file) + "\n").getBytes(StandardCharsets.UTF_8));
                any = true;
            }
        }
        return any ? Optional.of(HexFormat.of().formatHex(digest.digest())) : Optional.empty();
    }

    /** Hashes id, prompt and reference of every problem, in order. */
    private static String hash(List<Problem> problems) {
        return hashOfTexts(
                problems.stream().flatMap(problem -> Stream.of(problem.id(), problem.prompt(), problem.reference())));
    }

    /**
     * Hashes texts, each with its length, so that no two lists of texts run together into the same bytes.
     *
     * @param texts the texts, in order
     * @return SHA-256 in hexadecimal
     */
    public static String hashOfTexts(Stream<String> texts) {
        MessageDigest digest = sha256();
        texts.forEachOrdered(text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static SortedMap<String, String> machine() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("java", Runtime.version() + " (" + System.getProperty("java.vendor", "unknown vendor") + ")");
        facts.put(
                "os",
                System.getProperty("os.name", "?") + " " + System.getProperty("os.version", "?") + " "
                        + System.getProperty("os.arch", "?"));
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.isNamed() && module.getName().startsWith("org.rlvr4j."))
                .forEach(module -> facts.put(
                        "module " + module.getName(),
                        module.getDescriptor().rawVersion().orElse("unknown version")));
        return facts;
    }

    static SortedMap<String, String> values(String recipe, String what) {
        Config config;
        try {
            config = ConfigFactory.parseString(recipe);
        } catch (ConfigException e) {
            throw new RunFolderException(what + " cannot be read: " + e.getMessage());
        }
        SortedMap<String, String> values = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
            values.put(entry.getKey(), entry.getValue().render(ConfigRenderOptions.concise()));
        }
        return values;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
