package @package@;

import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/** A response is right if it is the reference, but for white space around it. */
public final class @Class@ implements Verifier {

    private final @Class@Options options;

    /**
     * Creates the @kind@.
     *
     * @param options its options
     */
    public @Class@(@Class@Options options) {
        this.options = options;
    }

    @Override
    public Verdict verify(Problem problem, String response) {
        String reference = problem.reference().strip();
        if (reference.isEmpty()) {
            return new Verdict.Failed("the reference is empty");
        }
        if (response.length() > options.maxLength()) {
            return new Verdict.Unparseable("the response has " + response.length() + " characters");
        }
        String answer = response.strip();
        return answer.equals(reference)
                ? new Verdict.Correct(answer, "it is the reference")
                : new Verdict.Incorrect(answer, Excerpt.of(answer) + " is not the reference");
    }
}
