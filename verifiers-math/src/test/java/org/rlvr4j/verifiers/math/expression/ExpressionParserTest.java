package org.rlvr4j.verifiers.math.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.verifiers.math.expression.Expression.Empty;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer.Parsed;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer.Unparseable;

class ExpressionParserTest {

    private final ExpressionParser parser = new ExpressionParser();

    static List<String> trees() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ExpressionParserTest.class.getResourceAsStream("trees.tsv")),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void readsTheTree(String row) {
        int tab = row.indexOf('\t');
        Parsed parsed = assertInstanceOf(Parsed.class, parser.parse(row.substring(0, tab)));

        assertEquals(row.substring(tab + 1), TreeNotation.of(parsed.expression()));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void printsWhatItReadsBack(String row) {
        Expression expression = tree(row.substring(0, row.indexOf('\t')));

        assertEquals(expression, tree(ExpressionPrinter.print(expression)), () -> ExpressionPrinter.print(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1,2",
                "(1",
                "1)",
                "x^2 +",
                "\\frac{}{}",
                ")(",
                "^",
                "_",
                "{{{",
                "x=",
                "1//2",
                "1..2",
                "x^^2",
                "\\foo",
                "\\cancel{x}",
                "\\sqrt",
                "\\frac",
                "\\begin{cases}",
                "\\begin{pmatrix}1&2\\\\3\\end{pmatrix}",
                "\\begin{pmatrix}1\\end{bmatrix}",
                "1 2",
                "sin",
                "19{}43",
                "x=5 because of the theorem",
                "\\def\\a{\\a\\a}\\a",
                "\\newcommand{\\x}{\\x\\x}\\x",
                "1e1001",
                "5 cm 7",
                "\\text{3:75 p.m.}",
                "[1,2",
                "(1]",
                "\\{1,2",
                "|x",
                "1\u0000",
                "\ud800",
                "x\udc00y"
            })
    void refuses(String text) {
        assertInstanceOf(Unparseable.class, parser.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u00a0", "\u200b", "$$", "\\,"})
    void nothingIsEmpty(String text) {
        assertEquals(new Empty(), tree(text));
    }

    @Test
    void saysWhereItFailed() {
        Unparseable failed = (Unparseable) parser.parse("1 + \\foo");

        assertTrue(failed.reason().contains("position 4"), failed.reason());
        assertTrue(failed.reason().contains("\"1 + \\\\foo\""), failed.reason());
    }

    @Test
    void reasonsAreBoundedAndPrintable() {
        Unparseable failed = (Unparseable) parser.parse("x^\u202e\n\"" + "y ^".repeat(3000));

        assertTrue(failed.reason().length() < 300, failed.reason());
        assertTrue(failed.reason().chars().noneMatch(Character::isISOControl), failed.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "аbc, abc",
        "х, x",
        "ο, o",
        "Α, A",
        "е^x, e^x",
        "1٣, 13",
        "\\sin x^2, \\sin^2 x",
        "x_1, x_2",
        "'12{,}34', '1234'",
        "1.5, 3/2",
        "50\\%, 0.5",
        "x'y, xy'",
        "2\\cdot\\frac13, 2\\frac13",
        "\\text{(A)}, \\text{(B)}",
        "-2^2, (-2)^2",
        "0.3, 0.30"
    })
    void differentNotationsStayApart(String one, String other) {
        assertNotEquals(parser.parse(one), parser.parse(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\\frac{1}{2}; \\dfrac12",
                "\\frac{1}{2}; ½",
                "x^{2}; x²",
                "x_{1}; x₁",
                "\\left( 1, 2 \\right); (1,2)",
                "\\{1, 2\\}; \\left\\{1,2\\right\\}",
                "\\text{(C)}; C",
                "C; \\boxed{\\text{C}}",
                "\\sqrt{2}; √2",
                "12345; １２３４５",
                "-5; −5",
                "x \\le 5; x ≤ 5",
                "10\\text{ cm}; 10 cm",
                "90^{\\circ}; 90 degrees",
                "\\sin^{-1} x; \\arcsin x",
                "x \\notin A; x \\not\\in A",
                "\\binom{n}{k}; {n \\choose k}",
                "\\frac{a}{b}; {a \\over b}",
                "]0, 1[; \\left]0,1\\right[",
                "\\begin{pmatrix}1\\\\2\\end{pmatrix}; \\left[\\begin{array}{c}1\\\\2\\end{array}\\right]",
                "x = 1, x = 2; x = 1 \\text{ or } 2",
                "all real numbers; \\mathbb{R}",
                "\\$5; 5\\text{ dollars}",
                "\\frac{1}{2}; \\\\frac{1}{2}",
                "\\tan x; \\tanx",
                "3:45 PM; \\text{3:45 p.m.}",
                "18\\text{ ways.}; 18 way"
            })
    void equalNotationsMeet(String one, String other) {
        assertEquals(tree(one), tree(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "(",
                "[",
                "\\{",
                "|",
                "-",
                "!",
                "\\frac",
                "\\sqrt",
                "x^",
                "f(",
                "C(",
                "2\\frac{",
                "\\text{",
                "1/",
                "a ",
                "\\begin{cases}",
                "$",
                "**",
                "5 ft ",
                "x_{",
                "1=",
                "A",
                "é",
                "²",
                "½",
                "1.",
                "'",
                "x=1 or ",
                "&",
                "&lt;",
                "\\left",
                "\\operatorname{",
                "_",
                "\\\\",
                "\\def\\x{\\x",
                "9",
                "9,",
                "0.(",
                "word ",
                "\\text{if }",
                "\\int ",
                "\\sum_{i=",
                "per "
            })
    void repetitionIsBounded(String unit) {
        assertInstanceOf(ParsedAnswer.class, parser.parse(unit.repeat(10_000 / unit.length())));
        assertInstanceOf(Unparseable.class, parser.parse(unit.repeat(1 << 17)));
    }

    @Test
    void longNumbersAreRefusedAndLongEnoughOnesRead() {
        assertInstanceOf(Unparseable.class, parser.parse("9".repeat(200_000)));
        assertInstanceOf(Unparseable.class, parser.parse("9".repeat(1_001)));
        assertInstanceOf(Parsed.class, parser.parse("9".repeat(1_000)));
        assertInstanceOf(Unparseable.class, parser.parse("(".repeat(5_000) + "1" + ")".repeat(4_999)));
        assertInstanceOf(Parsed.class, parser.parse("(".repeat(50) + "1" + ")".repeat(50)));
    }

    @Test
    void nestingFitsASmallStack() throws InterruptedException {
        AtomicInteger read = new AtomicInteger();
        Thread thread = new Thread(null, () -> parseDeep(read), "small stack", 512 * 1024);

        thread.start();
        thread.join();

        assertTrue(read.get() > 100, () -> "read " + read.get());
    }

    private void parseDeep(AtomicInteger read) {
        String[][] pairs = {
            {"(", ")"},
            {"{", "}"},
            {"\\sqrt{", "}"},
            {"f(", ")"},
            {"[", "]"},
            {"\\{", "\\}"},
            {"|", "|"},
            {"\\frac{1}{", "}"},
            {"x^{", "}"},
            {"-(", ")"},
            {"\\begin{pmatrix}", "\\end{pmatrix}"},
            {"\\begin{cases}", "\\end{cases}"}
        };
        for (String[] pair : pairs) {
            for (int depth = 1; depth < 200; depth++) {
                if (parser.parse(pair[0].repeat(depth) + "1" + pair[1].repeat(depth)) instanceof Parsed parsed) {
                    read.addAndGet(ExpressionPrinter.print(parsed.expression()).isEmpty() ? 0 : 1);
                }
            }
        }
    }

    private Expression tree(String text) {
        return assertInstanceOf(Parsed.class, parser.parse(text), text).expression();
    }
}
