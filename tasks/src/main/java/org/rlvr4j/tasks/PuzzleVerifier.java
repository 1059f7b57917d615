package org.rlvr4j.tasks;

import java.util.Optional;
import java.util.function.Function;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/**
 * Judges responses to generated problems, by the puzzle itself and not by a stored answer.
 *
 * <p>The problem's reference says where the answer stands ({@link PromptStyle}): it is the whole response, or the content of
 * the last complete {@code \boxed{…}}, of which one {@code \text{…}} is taken off. White space around it does not count.
 *
 * <ul>
 *   <li>{@link Verdict.Correct}, {@link Verdict.Incorrect}: as the puzzle judges;
 *   <li>{@link Verdict.Unparseable}: no answer, one that is not of the right form, or a response longer than allowed;
 *   <li>{@link Verdict.Failed}: the problem's reference is not one of this task.
 * </ul>
 *
 * <p>Any string is judged in time linear in its length; nothing is thrown.
 */
public final class PuzzleVerifier implements Verifier {

    private final Function<String, ? extends Puzzle> parser;
    private final int maxLength;

    /**
     * Creates the verifier.
     *
     * @param parser reads what {@link Puzzle#format()} writes; throws {@link IllegalArgumentException} for anything else
     * @param options its options
     */
    public PuzzleVerifier(Function<String, ? extends Puzzle> parser, PuzzleVerifierOptions options) {
        this.parser = parser;
        this.maxLength = options.maxLength();
    }

    @Override
    public Verdict verify(Problem problem, String response) {
        PromptStyle style = PromptStyle.of(problem.reference());
        Puzzle puzzle;
        try {
            puzzle = parser.apply(style.puzzleOf(problem.reference()));
        } catch (IllegalArgumentException e) {
            return new Verdict.Failed("the reference is no puzzle of this task: " + e.getMessage());
        }
        if (response.length() > maxLength) {
            return new Verdict.Unparseable(
                    "the response has " + response.length() + " characters, more than " + maxLength);
        }
        Optional<String> answer = style == PromptStyle.SENTENCE ? Boxes.last(response) : Optional.of(response);
        return answer.map(text -> puzzle.judge(text.strip()))
                .orElseGet(() -> new Verdict.Unparseable("there is no complete \\boxed{…} in the response"));
    }
}
