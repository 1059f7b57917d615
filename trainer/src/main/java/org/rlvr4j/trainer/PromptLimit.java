package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.learning.PolicyRuntime;

/** Leaves out problems whose prompts are too long, where a recipe asks for it: {@link TrainingOptions#maxPromptTokens()}. */
public final class PromptLimit {

    private static final String FACT = "prompts too long";

    private PromptLimit() {}

    /**
     * Leaves out what is too long. Prompts that the policy cannot read are left to {@link RecipeChecks}.
     *
     * @param recipe the recipe
     * @param runtime the policy, whose tokens count
     * @return the recipe with the problems that stay; the same recipe where it sets no limit, or was limited before
     */
    public static Recipe apply(Recipe recipe, PolicyRuntime runtime) {
        int limit = recipe.training().maxPromptTokens();
        if (limit == 0 || (recipe.problems() instanceof Limited limited && limited.limit == limit)) {
            return recipe;
        }
        return recipe.withProblems(new Limited(recipe.problems(), limit, runtime));
    }

    /**
     * Says what was left out.
     *
     * @param recipe what {@link #apply} gave
     * @return such as {@code 12 of 1,319 training and 0 of 100 held-out problems are left out: …}; empty where there is no
     *     limit
     */
    public static Optional<String> notice(Recipe recipe) {
        return recipe.problems() instanceof Limited limited ? Optional.of(limited.notice()) : Optional.empty();
    }

    /** The problems of another source that are short enough. */
    private static final class Limited implements ProblemSource {
        private final ProblemSource whole;
        private final int limit;
        private final List<Problem> training;
        private final List<Problem> heldOut;

        Limited(ProblemSource whole, int limit, PolicyRuntime runtime) {
            this.whole = whole;
            this.limit = limit;
            this.training = shortEnough(whole.training(), limit, runtime);
            this.heldOut = shortEnough(whole.heldOut(), limit, runtime);
        }

        private static List<Problem> shortEnough(List<Problem> problems, int limit, PolicyRuntime runtime) {
            List<Problem> kept = new ArrayList<>();
            for (Problem problem : problems) {
                if (tokens(problem, runtime) <= limit) {
                    kept.add(problem);
                }
            }
            return List.copyOf(kept);
        }

        private static int tokens(Problem problem, PolicyRuntime runtime) {
            try {
                return runtime.encodePrompt(problem.prompt()).length;
            } catch (IllegalArgumentException e) {
                return 0;
            }
        }

        String notice() {
            return String.format(
                    Locale.ROOT,
                    "%,d of %,d training and %,d of %,d held-out problems are left out: their prompts are longer than"
                            + " trainer.max-prompt-tokens = %d",
                    whole.training().size() - training.size(),
                    whole.training().size(),
                    whole.heldOut().size() - heldOut.size(),
                    whole.heldOut().size(),
                    limit);
        }

        @Override
        public List<Problem> training() {
            return training;
        }

        @Override
        public List<Problem> heldOut() {
            return heldOut;
        }

        @Override
        public String description() {
            return whole.description();
        }

        @Override
        public SortedMap<String, String> facts() {
            SortedMap<String, String> facts = new TreeMap<>(whole.facts());
            facts.put(FACT, notice());
            return facts;
        }
    }
}
