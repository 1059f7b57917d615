package org.rlvr4j.verifiers.math;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the answer in a response, and the gold answer in a reference.
 *
 * <p>What thinking holds is passed over: the answer is looked for after the last {@code </think>}. Then the strategies of
 * {@link ExtractionOptions#order} are tried in turn:
 *
 * <ul>
 *   <li>{@code answer-tag}: what the last {@code <answer>…</answer>} holds, and in it the first of the other strategies;
 *   <li>{@code boxed}: the last {@code \boxed}, {@code \fbox} or {@code \framebox} that is not empty; those before it too,
 *       when nothing but a comma, "and" or "or" stands between them; an unclosed one at the end of the text;
 *   <li>{@code hashes}: what follows the last {@code ####} on its line;
 *   <li>{@code final-answer}: what the last "final answer is …" or "final answer: …" says;
 *   <li>{@code answer}: what the last "answer is …" or "answer: …" says;
 *   <li>{@code choice}: the letter of the last "option (C)" or "choice is C";
 *   <li>{@code whole}: the whole text, when it is an answer without words around it;
 *   <li>{@code expression}: the last formula between dollar signs or TeX brackets, or the last one in plain text,
 *       whichever comes later.
 * </ul>
 *
 * <p>Time is linear in the length of the text. Immutable, and safe to be used by several threads.
 */
public final class AnswerExtraction {

    private static final String GOLD = "gold";
    private static final Pattern LABELLED_CHOICE =
            Pattern.compile("(?:the )?correct (?:option|choice|alternative|answer)\\b", Pattern.CASE_INSENSITIVE);

    private final List<ExtractionStrategy> order;
    private final ExtractionOptions options;

    /**
     * Creates the extraction.
     *
     * @param options its options
     */
    public AnswerExtraction(ExtractionOptions options) {
        this.options = options;
        this.order = options.strategies();
    }

    /**
     * Finds the answer in a response.
     *
     * @param response any string at all, untrusted
     * @return the answer; none where there is none; several only where any boxed expression counts
     */
    public List<ExtractedAnswer> fromResponse(String response) {
        return answers(Escapes.repaired(response)).stream()
                .map(found -> new ExtractedAnswer(found.strategy(), Escapes.undoubled(found.text())))
                .toList();
    }

    private List<ExtractedAnswer> answers(String response) {
        Thinking thinking = Thinking.of(response);
        if (thinking.isUnclosed() && options.unclosedThinking() != ExtractionOptions.UnclosedThinking.ALL) {
            return options.unclosedThinking() == ExtractionOptions.UnclosedThinking.NONE
                    ? List.of()
                    : boxed(thinking.rest());
        }
        ResponseText text = new ResponseText(thinking.isUnclosed() ? response : thinking.rest());
        for (ExtractionStrategy strategy : order) {
            List<ExtractedAnswer> found = find(strategy, text);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private List<ExtractedAnswer> find(ExtractionStrategy strategy, ResponseText response) {
        String text = response.text();
        return switch (strategy) {
            case ANSWER_TAG -> AnswerTag.last(text).map(this::inTag).orElse(List.of());
            case BOXED -> boxed(text);
            case HASHES -> named(strategy, Hashes.last(text));
            case FINAL_ANSWER -> named(strategy, AnswerPhrases.last(response, AnswerPhrases.Kind.FINAL_ANSWER));
            case ANSWER -> named(strategy, AnswerPhrases.last(response, AnswerPhrases.Kind.ANSWER));
            case CHOICE -> named(strategy, ChoicePhrases.last(response));
            case WHOLE -> named(strategy, WholeAnswer.of(text));
            case EXPRESSION -> named(strategy, LastExpression.in(text));
        };
    }

    private List<ExtractedAnswer> inTag(String inner) {
        ResponseText text = new ResponseText(inner);
        for (ExtractionStrategy strategy : order) {
            if (strategy != ExtractionStrategy.ANSWER_TAG) {
                List<ExtractedAnswer> found = find(strategy, text);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return inner.isBlank() ? List.of() : List.of(new ExtractedAnswer(ExtractionStrategy.ANSWER_TAG.label(), inner));
    }

    private List<ExtractedAnswer> boxed(String text) {
        BoxedAnswers boxes = BoxedAnswers.of(text);
        List<String> found = options.boxed() == ExtractionOptions.Boxed.ANY
                ? boxes.all()
                : boxes.last().stream().toList();
        return found.stream()
                .map(answer -> new ExtractedAnswer(ExtractionStrategy.BOXED.label(), answer))
                .toList();
    }

    private static List<ExtractedAnswer> named(ExtractionStrategy strategy, Optional<String> found) {
        return found.map(answer -> List.of(new ExtractedAnswer(strategy.label(), answer)))
                .orElse(List.of());
    }

    /**
     * Finds the gold answer in a reference: what follows {@code ####}, or what is boxed, or else the whole text.
     *
     * @param gold the reference
     * @return the gold answer
     */
    public ExtractedAnswer fromGold(String gold) {
        ExtractedAnswer found = goldAnswer(Escapes.repaired(gold));
        return new ExtractedAnswer(found.strategy(), Escapes.undoubled(found.text()));
    }

    /** A text that is no mathematics may be a solution that ends with its answer. */
    private static ExtractedAnswer wholeGold(String gold) {
        String whole = Wording.withoutDelimiters(gold.strip());
        ResponseText text = new ResponseText(gold);
        if (!Wording.isReadable(whole) || LABELLED_CHOICE.matcher(whole).lookingAt()) {
            Optional<String> said = AnswerPhrases.last(text, AnswerPhrases.Kind.FINAL_ANSWER)
                    .or(() -> AnswerPhrases.last(text, AnswerPhrases.Kind.ANSWER))
                    .or(() -> ChoicePhrases.last(text))
                    .or(() -> whole.indexOf(' ') > 0 && whole.indexOf('$') >= 0
                            ? LastExpression.in(gold)
                            : Optional.empty());
            if (said.isPresent()) {
                return new ExtractedAnswer(GOLD, said.get());
            }
        }
        return new ExtractedAnswer(GOLD, whole);
    }

    private static ExtractedAnswer goldAnswer(String gold) {
        return Hashes.last(gold)
                .map(found -> new ExtractedAnswer(ExtractionStrategy.HASHES.label(), found))
                .or(() -> BoxedAnswers.of(gold)
                        .last()
                        .map(found -> new ExtractedAnswer(ExtractionStrategy.BOXED.label(), found)))
                .orElseGet(() -> wholeGold(gold));
    }
}
