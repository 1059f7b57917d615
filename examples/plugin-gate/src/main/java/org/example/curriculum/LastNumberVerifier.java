package org.example.curriculum;

import java.math.BigDecimal;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/**
 * Compares the last number of a response with the reference, both exact decimal numbers of at most 50 characters.
 *
 * <p>It reads the response once from its end, so a megabyte is judged in milliseconds, whatever is in it.
 */
public final class LastNumberVerifier implements Verifier {

    private static final int LONGEST = 50;

    private final BigDecimal tolerance;

    /**
     * Creates the verifier.
     *
     * @param options the tolerance
     */
    public LastNumberVerifier(LastNumberOptions options) {
        this.tolerance = BigDecimal.valueOf(options.tolerance());
    }

    @Override
    public Verdict verify(Problem problem, String response) {
        String reference = lastNumber(problem.reference());
        if (reference.isEmpty() || !reference.equals(problem.reference().strip())) {
            return new Verdict.Failed("the reference " + Excerpt.of(problem.reference()) + " is no decimal number");
        }
        String answer = lastNumber(response);
        if (answer.isEmpty()) {
            return new Verdict.Unparseable("there is no number in " + Excerpt.of(response));
        }
        BigDecimal difference =
                new BigDecimal(answer).subtract(new BigDecimal(reference)).abs();
        String canonical = new BigDecimal(answer).stripTrailingZeros().toPlainString();
        return difference.compareTo(tolerance) <= 0
                ? new Verdict.Correct(canonical, "the last number is " + answer)
                : new Verdict.Incorrect(canonical, "the last number is " + answer + " and not " + reference);
    }

    /** The last run of digits with at most one point inside and a sign before it; empty where there is none or it is too long. */
    private static String lastNumber(String text) {
        int end = text.length();
        while (end > 0 && !isDigit(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        boolean point = false;
        while (start > 0 && end - start <= LONGEST) {
            char before = text.charAt(start - 1);
            boolean decimal = before == '.' && !point && start > 1 && isDigit(text.charAt(start - 2));
            if (!isDigit(before) && !decimal) {
                break;
            }
            point |= decimal;
            start--;
        }
        if (end - start > LONGEST) {
            return "";
        }
        boolean negative = end > start && start > 0 && text.charAt(start - 1) == '-';
        return text.substring(negative ? start - 1 : start, end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
