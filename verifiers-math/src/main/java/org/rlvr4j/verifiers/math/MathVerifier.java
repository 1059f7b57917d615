package org.rlvr4j.verifiers.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.ExpressionParser;
import org.rlvr4j.verifiers.math.expression.ExpressionPrinter;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer;

/**
 * Judges whether the answer of a response equals the gold answer.
 *
 * <p>The problem's reference is the gold answer: the answer alone, or a text with {@code #### x} or a boxed answer in it.
 *
 * <ul>
 *   <li>{@link Verdict.Correct}: the answers are equal under the policies of {@link ComparisonOptions};
 *   <li>{@link Verdict.Incorrect}: they are not, or it could not be decided within the step budget;
 *   <li>{@link Verdict.Unparseable}: the response has no answer, or one that cannot be read;
 *   <li>{@link Verdict.Failed}: the gold answer cannot be read.
 * </ul>
 *
 * <p>The canonical answer of a verdict is the answer as {@link ExpressionPrinter} writes it. Any string is judged in time
 * linear in its length, beside a bounded amount of mathematics; nothing is thrown.
 */
public final class MathVerifier implements Verifier {

    private static final int MAX_GOLDS_KEPT = 2_000;
    private static final int MAX_KEPT_CHARACTERS = 2_000;
    private static final int MAX_FORMS = 4;

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-−+]?[0-9]++,[0-9]++");

    private final MathVerifierOptions options;
    private final AnswerExtraction extraction;
    private final AnswerComparator comparator;
    private final ExpressionParser parser = new ExpressionParser();
    private final Map<String, Explanation.Reading> golds = new ConcurrentHashMap<>();

    /**
     * Creates the verifier.
     *
     * @param options its options
     */
    public MathVerifier(MathVerifierOptions options) {
        this.options = options;
        this.extraction = new AnswerExtraction(options.extraction());
        this.comparator = new AnswerComparator(options.comparison());
    }

    /**
     * Returns a verifier of the same options but for one.
     *
     * @param digits digits after the decimal point that count on both sides
     * @return the verifier
     * @throws org.rlvr4j.api.spi.InvalidOptionException if they are out of the range of {@link ComparisonOptions}
     */
    public MathVerifier withDigits(int digits) {
        return new MathVerifier(new MathVerifierOptions(
                options.extraction(), options.comparison().withDigits(digits)));
    }

    @Override
    public Verdict verify(Problem problem, String response) {
        return explain(problem.reference(), response).verdict();
    }

    /**
     * Judges a response and says how.
     *
     * @param gold the gold answer, or a text that holds it
     * @param response any string at all, untrusted
     * @return the verdict with the way to it
     */
    public Explanation explain(String gold, String response) {
        Explanation.Reading goldReading = readGold(gold);
        if (!(goldReading.parsed() instanceof ParsedAnswer.Parsed goldAnswer)) {
            return new Explanation(
                    goldReading,
                    Optional.empty(),
                    new Verdict.Failed("the gold answer cannot be read: "
                            + ((ParsedAnswer.Unparseable) goldReading.parsed()).reason()));
        }
        List<ExtractedAnswer> found = extraction.fromResponse(response);
        if (found.isEmpty()) {
            return new Explanation(
                    goldReading, Optional.empty(), new Verdict.Unparseable("the response has no answer"));
        }
        List<Explanation> judged = new ArrayList<>();
        for (ExtractedAnswer candidate : found) {
            Explanation explanation = judge(goldReading, goldAnswer.expression(), candidate);
            if (explanation.verdict().isCorrect()) {
                return explanation;
            }
            judged.add(explanation);
        }
        return judged.get(judged.size() - 1);
    }

    private Explanation judge(Explanation.Reading goldReading, Expression gold, ExtractedAnswer candidate) {
        Explanation.Reading reading = new Explanation.Reading(candidate, read(candidate.text(), gold));
        Verdict verdict = reading.parsed() instanceof ParsedAnswer.Parsed parsed
                ? judge(asMeant(goldReading, gold, parsed.expression()), parsed.expression())
                : new Verdict.Unparseable(((ParsedAnswer.Unparseable) reading.parsed()).reason());
        return new Explanation(goldReading, Optional.of(reading), verdict);
    }

    /** Reads {@code 2,74} as one number where the gold answer is a decimal, and as two elsewhere. */
    private ParsedAnswer read(String written, Expression gold) {
        String text = Remarks.without(written);
        ParsedAnswer parsed = parser.parse(text);
        boolean isCommaBetweenDigits = parsed instanceof ParsedAnswer.Parsed answer
                && answer.expression() instanceof Expression.Sequence
                && DECIMAL_COMMA.matcher(text).matches();
        return isCommaBetweenDigits && FinalOperand.isDecimal(gold) ? parser.parse(text.replace(',', '.')) : parsed;
    }

    /** Reads a gold answer such as {@code 1,22}, but not {@code 1,2}, as one number where the prediction is a decimal. */
    private Expression asMeant(Explanation.Reading goldReading, Expression gold, Expression prediction) {
        String written = goldReading.extracted().text();
        boolean decimal = written.startsWith("0,") || written.length() - written.indexOf(',') > 2;
        if (!(gold instanceof Expression.Sequence) || !decimal) {
            return gold;
        }
        ParsedAnswer parsed = read(written, prediction);
        return parsed instanceof ParsedAnswer.Parsed answer && answer.expression() instanceof Expression.Numeral
                ? answer.expression()
                : gold;
    }

    private Verdict judge(Expression gold, Expression prediction) {
        Comparison comparison = compare(FinalOperand.of(gold, prediction), FinalOperand.of(prediction, gold));
        String canonical = ExpressionPrinter.print(prediction);
        return comparison.isEqual()
                ? new Verdict.Correct(canonical, comparison.reason())
                : new Verdict.Incorrect(canonical, comparison.reason());
    }

    private Comparison compare(Expression gold, Expression answer) {
        Comparison comparison = comparator.compare(Reconciliation.of(gold, answer), Reconciliation.of(answer, gold));
        return !comparison.isEqual() && isEachForm(gold, answer)
                ? new Comparison(Comparison.Outcome.EQUAL, "EQUAL in each of the forms given")
                : comparison;
    }

    /** One answer given in several forms, as in {@code x + 11} or {@code 11 + x}, is no list of answers. */
    private boolean isEachForm(Expression gold, Expression answer) {
        return answer instanceof Expression.Sequence forms
                && !(gold instanceof Expression.Sequence)
                && !forms.bracketed()
                && forms.elements().size() <= MAX_FORMS
                && forms.elements().stream()
                        .allMatch(form -> comparator.compare(gold, form).isEqual());
    }

    private Explanation.Reading readGold(String gold) {
        Explanation.Reading kept = golds.get(gold);
        if (kept != null) {
            return kept;
        }
        ExtractedAnswer extracted = extraction.fromGold(gold);
        ParsedAnswer parsed = parser.parse(Remarks.without(extracted.text()));
        if (parsed instanceof ParsedAnswer.Parsed answer && answer.expression() instanceof Expression.Empty) {
            parsed = new ParsedAnswer.Unparseable("it is empty");
        }
        Explanation.Reading reading = new Explanation.Reading(extracted, parsed);
        if (gold.length() <= MAX_KEPT_CHARACTERS && golds.size() < MAX_GOLDS_KEPT) {
            golds.put(gold, reading);
        }
        return reading;
    }
}
