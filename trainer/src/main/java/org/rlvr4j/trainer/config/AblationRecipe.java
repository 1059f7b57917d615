package org.rlvr4j.trainer.config;

import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An ablation read from a recipe: its arms, each with the recipe that it makes, and how they are compared.
 *
 * @param options seeds and relevance
 * @param base the recipe without training, from which every arm starts
 * @param arms the arms in the order in which they are written, at least one
 * @param gives tells whether the recipe or an override gives a key a value, arms apart
 */
public record AblationRecipe(
        AblationOptions options, TrainingRecipe base, List<ArmRecipe> arms, Predicate<String> gives) {

    /** The name of the policy before training, which no arm may have. */
    public static final String BASE = Arm.BASE;

    /**
     * An arm.
     *
     * @param name its name, fit for a folder's
     * @param settings what it changes in the recipe, by full key, as text
     * @param recipe what comes of it, with the seed that the recipe itself names
     */
    public record ArmRecipe(String name, SortedMap<String, String> settings, TrainingRecipe recipe) {}

    /** Copies. */
    public AblationRecipe {
        arms = List.copyOf(arms);
    }

    /**
     * Reads an ablation with all its arms.
     *
     * @param file a HOCON file with a section {@code ablation}
     * @param overrides assignments {@code key=value} of the recipe; what an arm says wins over them
     * @param catalog the strategies there are
     * @return the ablation
     * @throws InvalidRecipeException with every mistake of every arm
     */
    public static AblationRecipe read(Path file, List<String> overrides, StrategyCatalog catalog) {
        RecipeFile source = RecipeFile.read(file, overrides, catalog);
        Optional<AblationOptions> options = source.ablation();
        List<Arm> arms = source.arms();
        refuseWithoutEffect(source, arms, overrides);
        Collected collected = new Collected();
        List<ArmRecipe> recipes = new ArrayList<>();
        for (Arm arm : arms) {
            collected
                    .read(source, arm)
                    .ifPresent(recipe -> recipes.add(new ArmRecipe(arm.name(), settings(arm), recipe)));
        }
        Optional<TrainingRecipe> base =
                recipes.size() == arms.size() ? collected.read(source, Arm.base()) : Optional.empty();
        source.addAll(collected.mistakes(arms.size()));
        base.ifPresent(untrained -> {
            refuseEqual(source, recipes);
            refuseOtherProblems(source, untrained, recipes);
        });
        source.refuseMistakes();
        return new AblationRecipe(options.orElseThrow(), base.orElseThrow(), recipes, source::gives);
    }

    private static SortedMap<String, String> settings(Arm arm) {
        SortedMap<String, String> settings = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> value : arm.values().entrySet()) {
            settings.put(value.getKey(), Arm.text(value.getValue()));
        }
        return settings;
    }

    private static void refuseWithoutEffect(RecipeFile source, List<Arm> arms, List<String> overrides) {
        RecipeFile.overridden(overrides).forEach((key, where) -> {
            if (!arms.isEmpty() && arms.stream().allMatch(arm -> arm.values().containsKey(key))) {
                source.mistake(key, "has no effect by --set, for every arm sets it");
            }
        });
    }

    private static void refuseEqual(RecipeFile source, List<ArmRecipe> arms) {
        Map<String, String> byText = new LinkedHashMap<>();
        for (ArmRecipe arm : arms) {
            String former = byText.putIfAbsent(arm.recipe.resolvedText(), arm.name);
            if (former != null) {
                source.mistake(
                        RecipeFile.ABLATION + "." + ArmsReader.ARMS + "." + arm.name,
                        "is the same recipe as arm " + former + "; nothing would differ but time");
            }
        }
    }

    private static void refuseOtherProblems(RecipeFile source, TrainingRecipe base, List<ArmRecipe> arms) {
        int problems = base.recipe().evaluationProblems().size();
        if (problems < 2) {
            source.mistake(
                    problems == 0 ? "problems" : "evaluation.problems",
                    problems + " problem(s) to evaluate on are too few to compare arms; at least 2 are needed");
        }
        for (ArmRecipe arm : arms) {
            if (!arm.recipe.recipe().evaluationProblems().equals(base.recipe().evaluationProblems())) {
                source.mistake(
                        RecipeFile.ABLATION + "." + ArmsReader.ARMS + "." + arm.name,
                        "holds other problems out than the recipe, so it cannot be compared on the same ones");
            }
        }
    }

    /** The mistakes of the arms' recipes, each once, with the arms that make it. */
    private static final class Collected {
        private final Map<Mistake, List<String>> arms = new LinkedHashMap<>();

        Optional<TrainingRecipe> read(RecipeFile source, Arm arm) {
            try {
                return Optional.of(TrainingRecipe.read(source.with(arm)));
            } catch (InvalidRecipeException e) {
                e.mistakes()
                        .forEach(mistake -> arms.computeIfAbsent(mistake, first -> new ArrayList<>())
                                .add(arm.name()));
                return Optional.empty();
            }
        }

        /** A mistake of all arms is the recipe's own. */
        List<Mistake> mistakes(int all) {
            return arms.entrySet().stream()
                    .map(entry -> entry.getValue().size() == all && all > 1
                            ? entry.getKey()
                            : new Mistake(
                                    entry.getKey().where(),
                                    entry.getKey().key(),
                                    entry.getKey().message() + " (arm "
                                            + entry.getValue().stream().collect(Collectors.joining(", ")) + ")"))
                    .toList();
        }
    }
}
