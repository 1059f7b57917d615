package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rlvr4j.verifiers.code.OutputComparison.Mode;

class OutputComparisonProperties {

    @Provide
    Arbitrary<String> outputs() {
        return Arbitraries.of("a", "1", "-2.5", "1e3", " ", "\n", "\t", "nan", "x1", "\r\n", "10000000000000001")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property
    void everyModeAcceptsTheExpectedOutput(@ForAll("outputs") String text) {
        for (Mode mode : List.of(Mode.EXACT, Mode.LINES, Mode.WHITESPACE, Mode.NUMERIC)) {
            assertEquals(true, OutputComparison.of(mode).accepts(text, text));
        }
    }

    @Property
    void modesGrowMoreTolerant(@ForAll("outputs") String a, @ForAll("outputs") String b) {
        boolean before = false;
        for (Mode mode : List.of(Mode.EXACT, Mode.LINES, Mode.WHITESPACE, Mode.NUMERIC)) {
            boolean now = OutputComparison.of(mode).accepts(a, b);
            assertEquals(true, now || !before, mode + " refuses what a stricter mode accepts");
            assertEquals(now, OutputComparison.of(mode).accepts(b, a), mode + " has no order");
            before = now;
        }
    }

    @Property
    void blanksAtTheEndDoNotCount(@ForAll("outputs") String text) {
        assertEquals(true, OutputComparison.DEFAULT.accepts(text, text + " \n\n"));
        assertEquals(false, OutputComparison.of(Mode.EXACT).accepts(text, text + " \n\n"));
    }

    @Example
    void whatEachModeTellsApart() {
        accepts(true, Mode.LINES, "1 2\n3\n", "1 2  \n3");
        accepts(false, Mode.LINES, "1 2\n3\n", "1 2 3");
        accepts(false, Mode.LINES, "  *\n ***\n", "*\n***\n");
        accepts(true, Mode.WHITESPACE, "1 2\n3\n", "1  2 3");
        accepts(false, Mode.WHITESPACE, "12", "1 2");
        accepts(true, Mode.NUMERIC, "0.333333", "0.3333333");
        accepts(false, Mode.NUMERIC, "0.333333", "0.34");
        accepts(false, Mode.NUMERIC, "1000000000", "1000000001");
        accepts(true, Mode.NUMERIC, "10", "10.0000000001");
        accepts(false, Mode.NUMERIC, "1", "1f");
        accepts(false, Mode.NUMERIC, "nan", "1");
        accepts(false, Mode.NUMERIC, "1", "1 1");
        accepts(false, Mode.NUMERIC, "yes", "no");
        assertThrows(
                IllegalArgumentException.class, () -> new OutputComparison(Mode.NUMERIC, Double.NaN, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> OutputComparison.of(Mode.CHECKER));
    }

    private static void accepts(boolean wanted, Mode mode, String expected, String actual) {
        assertEquals(wanted, OutputComparison.of(mode).accepts(expected, actual), mode + ": " + actual);
    }
}
