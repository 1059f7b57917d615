package org.rlvr4j.verifiers.math.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer.Parsed;

class ExpressionParserProperties {

    private static final String[] FRAGMENTS = {
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "\\{",
        "\\}",
        "|",
        "\\left",
        "\\right",
        "^",
        "_",
        "'",
        "!",
        "%",
        "\\%",
        "$",
        "\\$",
        "&",
        "\\\\",
        "\\frac",
        "\\sqrt",
        "\\text{",
        "\\begin{cases}",
        "\\end{cases}",
        "\\begin{pmatrix}",
        "\\end{pmatrix}",
        ",",
        ";",
        ":",
        ".",
        "...",
        "e",
        "i",
        "d",
        "x",
        "\\pi",
        "1",
        "23",
        "456",
        "0.",
        "=",
        "<",
        "\\le",
        "\\in",
        "\\cup",
        "\\pm",
        "-",
        "+",
        "*",
        "/",
        "\\cdot",
        " and ",
        " or ",
        "\\int",
        "\\sum",
        "\\lim",
        "\\sin",
        "\\log",
        "\\ldots",
        "½",
        "√",
        "°",
        "′",
        "\ud800",
        "\0",
        "а",
        " cm",
        " apples",
        "\\circ",
        "\\pmod",
        "mod",
        "per",
        "\\text{if }",
        "C",
        "(C)",
        "A",
        "\\mathbb{R}",
        "\\infty",
        "\\overline{",
        "a.m.",
        "\"",
        "\\!",
        "\\,",
        "\\mid",
        "\\over",
        "\\choose",
        "\u200b",
        "~",
        "\\mathrm{",
        "\\operatorname{",
        "\\def",
        "°C",
        "１",
        "&lt;"
    };

    private final ExpressionParser parser = new ExpressionParser();

    @Provide
    Arbitrary<String> answers() {
        try {
            List<String> answers = ExpressionParserTest.trees().stream()
                    .map(row -> row.substring(0, row.indexOf('\t')))
                    .toList();
            return Arbitraries.of(answers);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<String> fragments = Arbitraries.oneOf(Arbitraries.of(FRAGMENTS), answers());
        Arbitrary<Double> place = Arbitraries.doubles().between(0, 1);
        return Combinators.combine(
                        answers(),
                        fragments,
                        place,
                        place,
                        Arbitraries.integers().between(0, 4))
                .as(ExpressionParserProperties::mutate);
    }

    private static String mutate(String answer, String fragment, double from, double to, int kind) {
        int start = (int) (from * answer.length());
        int end = Math.max(start, Math.min(answer.length(), start + (int) (to * 5)));
        return switch (kind) {
            case 0 -> answer.substring(0, start) + fragment + answer.substring(start);
            case 1 -> answer.substring(0, start) + answer.substring(end);
            case 2 -> answer.substring(0, start) + fragment + answer.substring(end);
            case 3 -> answer.substring(start) + fragment;
            default -> fragment + answer.substring(0, end);
        };
    }

    @Provide
    Arbitrary<String> fragmentsInARow() {
        return Arbitraries.of(FRAGMENTS).list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    @Property(seed = "20240607")
    void readsAnyStringAtAll(@ForAll String text) {
        assertInstanceOf(ParsedAnswer.class, parser.parse(text));
    }

    @Property(seed = "20240607")
    void readsAnyFragmentsInARow(@ForAll("fragmentsInARow") String text) {
        roundTrip(text);
    }

    @Property(tries = 2000, seed = "20240607")
    void whatItReadsPrintsAndReadsBack(@ForAll("mutations") String text) {
        // words that were cut and joined at random name no unit, and may come back as another one
        boolean words = parser.parse(text) instanceof Parsed parsed
                && ExpressionPrinter.print(parsed.expression()).contains("\\text{");
        if (!words) {
            roundTrip(text);
        }
    }

    private void roundTrip(String text) {
        if (parser.parse(text) instanceof Parsed parsed) {
            String printed = ExpressionPrinter.print(parsed.expression());
            assertEquals(parsed, parser.parse(printed), () -> text + " was printed as " + printed);
        }
    }

    @Property(seed = "20240607")
    void ignoresWrapping(@ForAll("answers") String answer, @ForAll("wrappings") String wrapping) {
        ParsedAnswer plain = parser.parse(answer);
        boolean money = answer.contains("$");
        if (!money) {
            assertEquals(plain, parser.parse(wrapping.replace("…", answer)), wrapping);
        }
    }

    @Provide
    Arbitrary<String> wrappings() {
        return Arbitraries.of(
                " … ", "$… $", "\\(…\\)", "\\[ … \\]", "\\boxed{…}", "$\\boxed{…}$", "\u200b…\ufeff", "… ", "\n…\n");
    }

    @Property(seed = "20240607")
    void anInstanceRemembersNothing(@ForAll("answers") String first, @ForAll("answers") String second) {
        ParsedAnswer alone = new ExpressionParser().parse(second);
        parser.parse(first);

        assertEquals(alone, parser.parse(second));
    }
}
