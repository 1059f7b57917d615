package org.rlvr4j.trainer.cost;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.rlvr4j.api.Problem;
import org.rlvr4j.trainer.Recipe;

/**
 * How long a recipe's prompts are, in tokens.
 *
 * @param training mean of the training problems
 * @param evaluation mean of the evaluation problems; 0 without
 * @param longest the longest of all
 * @param basis how this is known
 */
public record PromptTokens(double training, double evaluation, double longest, Basis basis) {

    /** How lengths are known. */
    public enum Basis {
        /** A tokenizer counted them. */
        COUNTED,
        /** They were guessed from characters. */
        GUESSED,
        /** The problems are not there: as long as there is room for. */
        ASSUMED
    }

    /** English and formulas have three to four characters a token in the usual vocabularies. */
    private static final double CHARACTERS_A_TOKEN = 3;

    /**
     * Counts with a tokenizer.
     *
     * @param recipe the recipe
     * @param tokenizer tokens of a prompt
     * @return the lengths
     */
    public static PromptTokens counted(Recipe recipe, ToIntFunction<String> tokenizer) {
        return of(recipe, tokenizer, Basis.COUNTED);
    }

    /**
     * Guesses from the prompts' characters, three a token.
     *
     * @param recipe the recipe
     * @return the lengths, rather too long than too short
     */
    public static PromptTokens guessed(Recipe recipe) {
        return of(recipe, prompt -> (int) Math.ceil(prompt.length() / CHARACTERS_A_TOKEN), Basis.GUESSED);
    }

    /**
     * Assumes prompts as long as there is room for, for problems that are not there.
     *
     * @param recipe the recipe
     * @param contextLength longest sequence of the policy, in tokens
     * @return what the context leaves beside the longest response
     */
    public static PromptTokens assumed(Recipe recipe, int contextLength) {
        int room = Math.max(1, contextLength - recipe.training().maxResponseTokens());
        return new PromptTokens(room, room, room, Basis.ASSUMED);
    }

    private static PromptTokens of(Recipe recipe, ToIntFunction<String> tokenizer, Basis basis) {
        int[] training = lengths(recipe.problems().training(), tokenizer);
        int[] evaluation = lengths(recipe.evaluationProblems(), tokenizer);
        return new PromptTokens(mean(training), mean(evaluation), Math.max(most(training), most(evaluation)), basis);
    }

    private static int[] lengths(List<Problem> problems, ToIntFunction<String> tokenizer) {
        return problems.stream().map(Problem::prompt).mapToInt(tokenizer).toArray();
    }

    private static double mean(int[] lengths) {
        return Arrays.stream(lengths).average().orElse(0);
    }

    private static int most(int[] lengths) {
        return Arrays.stream(lengths).max().orElse(0);
    }
}
