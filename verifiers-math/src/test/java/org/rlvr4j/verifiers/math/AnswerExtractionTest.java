package org.rlvr4j.verifiers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;

class AnswerExtractionTest {

    private static final ExtractionOptions DEFAULTS =
            OptionSchema.of(ExtractionOptions.class).defaults();
    private static final AnswerExtraction EXTRACTION = new AnswerExtraction(DEFAULTS);

    /** Strategy, extracted text, response; {@code ~} stands for a line end, {@code !} for a backslash. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\u0001', textBlock = """
            boxed; 42; So it is !boxed{42}.
            boxed; 42; !boxed{41}, no: !boxed{42}, which is even
            boxed; 1, 2; $!boxed{1}$, $!boxed{2}$
            boxed; 1, 2, 3; !boxed{1}, !boxed{2} and !boxed{3}
            boxed; 1, 2; !boxed{1} or !boxed{2}
            boxed; x<1 or x>2; !boxed{x<1} or !boxed{x>2}
            boxed; 2; !boxed{1} !boxed{2}
            boxed; 2; !boxed{1}, then !boxed{2}
            boxed; !frac{1}{2}; !boxed{!frac{1}{2}}
            boxed; !{1!}; !boxed{!{1!}}
            boxed; !frac{1}{2}; !boxed{!frac{1}{2
            boxed; 5; a !boxed{5$ b
            boxed; 5; a !boxed{5~b
            boxed; 5; !boxed 5 apples
            boxed; 5; $!boxed5$
            boxed; !frac{1}{2}; $!boxed !frac{1}{2}$ x
            boxed; 5; !framebox[3cm]{5}
            boxed; !boxed{5}; !boxed{!boxed{5}}
            boxed; 3; !boxed{3}, not !boxed{}
            boxed; 5; !!boxed{5}
            hashes; 18; a~#### 18
            hashes; 2; #### 1~#### 2~
            final-answer; 5; The answer is 4. The final answer is 5.
            final-answer; x; Final Answer: $x$. I hope it is correct.
            final-answer; 5; **Final Answer**~~5
            answer; 5; The answer is: 5
            answer; 5; **Answer:** 5
            answer; 5; ANSWER: 5
            answer; 5 meters; The answer is approximately 5 meters.
            answer; 1 or 2 or 3; the answer is 1 or 2 or 3
            answer; 5; The answer is 5, because 2 + 3 = 5.
            answer; C; The correct answer is C.
            answer; 5; The answer is 5. I hope the answer is correct.
            choice; C; The correct option is (C).
            choice; A, C; Options A and C fit.
            whole; x=5; x=5
            whole; 42; ```~42~```
            expression; 7; So $a+b$ comes to $7$.
            expression; 7; There are 7 of them.
            expression; (1, 2); It lies at (1, 2).
            answer-tag; fifty-one little pigs and many more of them; <answer>fifty-one little pigs and many more of them</answer>
            boxed; 5; <answer>!boxed{5}</answer>
            boxed; 5; <think>!boxed{4}</think> !boxed{5}
            boxed; 4; <think>so !boxed{4}
            """)
    void finds(String strategy, String answer, String response) {
        List<ExtractedAnswer> found = EXTRACTION.fromResponse(unescaped(response));
        assertEquals(List.of(new ExtractedAnswer(strategy, unescaped(answer))), found);
    }

    private static String unescaped(String text) {
        return text.replace('~', '\n').replace('!', '\\');
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ''
            '   '
            I do not know.
            <think>the answer is 4
            <think>the answer is 4</think>
            \\boxed{}
            """)
    void findsNothing(String response) {
        assertEquals(List.of(), EXTRACTION.fromResponse(response));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            hashes; 18; She makes 18.~#### 18
            boxed; 5; So it is !boxed{5}.
            gold; x^2; $x^2$
            gold; the answer is 5; the answer is 5
            gold; !$5; !$5
            """)
    void goldIsReadStrictly(String strategy, String answer, String gold) {
        assertEquals(new ExtractedAnswer(strategy, unescaped(answer)), EXTRACTION.fromGold(unescaped(gold)));
    }

    @Test
    void anyBoxCountsWhereTheOptionSaysSo() {
        AnswerExtraction any = new AnswerExtraction(
                new ExtractionOptions(DEFAULTS.order(), ExtractionOptions.Boxed.ANY, DEFAULTS.unclosedThinking()));
        assertEquals(
                List.of("3", "2", "1"),
                any.fromResponse("\\boxed{1}, \\boxed{2}, so \\boxed{3}").stream()
                        .map(ExtractedAnswer::text)
                        .toList());
    }

    @Test
    void orderDecides() {
        AnswerExtraction hashesFirst = new AnswerExtraction(
                new ExtractionOptions(List.of("hashes", "boxed"), DEFAULTS.boxed(), DEFAULTS.unclosedThinking()));
        assertEquals("2", hashesFirst.fromResponse("\\boxed{1}\n#### 2").get(0).text());
        assertEquals(List.of(), hashesFirst.fromResponse("The answer is 5."));
    }

    @Test
    void unclosedThinkingIsAPolicy() {
        String response = "<think>The answer is 4. \\boxed{5}";
        for (ExtractionOptions.UnclosedThinking policy : ExtractionOptions.UnclosedThinking.values()) {
            List<ExtractedAnswer> found = new AnswerExtraction(
                            new ExtractionOptions(List.of("answer", "boxed"), DEFAULTS.boxed(), policy))
                    .fromResponse(response);
            assertEquals(
                    switch (policy) {
                        case BOXED -> List.of(new ExtractedAnswer("boxed", "5"));
                        case NONE -> List.of();
                        case ALL -> List.of(new ExtractedAnswer("answer", "4"));
                    },
                    found);
        }
    }

    @Test
    void strategiesThatDoNotExistAreAnsweredWithAllThereAre() {
        InvalidOptionException refused = assertThrows(
                InvalidOptionException.class,
                () -> new ExtractionOptions(List.of("boxed", "boxde"), DEFAULTS.boxed(), DEFAULTS.unclosedThinking()));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("boxde"), message);
        assertTrue(message.contains("final-answer"), message);
        for (List<String> order : List.of(List.<String>of(), List.of("boxed", "boxed"))) {
            assertThrows(
                    InvalidOptionException.class,
                    () -> new ExtractionOptions(order, DEFAULTS.boxed(), DEFAULTS.unclosedThinking()));
        }
    }

    static Stream<String> repetitions() {
        return Stream.of(
                "{",
                "}",
                "\\boxed{",
                "\\boxed{}",
                "\\boxed",
                "\\boxed{1},",
                "\\boxed{1",
                "$",
                "$$",
                "$x$ ",
                "$x ",
                "\\(",
                "\\[x",
                "\\begin{a}",
                "answer ",
                "answer is ",
                "answer: ",
                "final answer is\n",
                "answer to ",
                "#### ",
                "####\n",
                "<think>",
                "</think>",
                "<answer>",
                "option ",
                "option (",
                "1 ",
                "1, ",
                "(1, ",
                "x = ",
                "a\n",
                "\n",
                " ",
                "```\n",
                "**",
                "the ",
                "5 the ",
                "\u00e9",
                "\ud83d\ude00",
                "\ud800",
                "\\",
                "\\text{",
                "[1",
                ". ",
                "5. ");
    }

    /** Far beyond what a quadratic scan would get through. */
    @ParameterizedTest
    @MethodSource("repetitions")
    @Timeout(60)
    void longTextsAreReadInLinearTime(String repeated) {
        String text = repeated.repeat(500_000 / repeated.length());
        AnswerExtraction any = new AnswerExtraction(new ExtractionOptions(
                DEFAULTS.order(), ExtractionOptions.Boxed.ANY, ExtractionOptions.UnclosedThinking.ALL));
        for (AnswerExtraction extraction : List.of(EXTRACTION, any)) {
            extraction.fromResponse(text);
            extraction.fromResponse("The answer is " + text);
            assertEquals(
                    "7",
                    extraction.fromResponse(text + "\n\n$$ } now \n\\boxed{7}").stream()
                            .map(ExtractedAnswer::text)
                            .findFirst()
                            .orElse("7"));
        }
        EXTRACTION.fromGold(text);
    }
}
