package org.rlvr4j.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;

class OptionSchemaTest {

    /** How a third party's options look. */
    public enum Mode {
        FAST_ONE,
        SLOW_ONE
    }

    /** Options with every type. */
    public record Everything(
            @Option(value = "a", defaultsTo = "3") int wholeNumber,
            @Option(value = "b", defaultsTo = "9999999999") long longNumber,
            @Option(value = "c", defaultsTo = "1e-3") double share,
            @Option(value = "d", defaultsTo = "true") boolean isOn,
            @Option(value = "e", defaultsTo = "text") String someText,
            @Option(value = "f", defaultsTo = "slow-one") Mode mode,
            @Option(value = "g", defaultsTo = "[1, 2]") List<Integer> numbers,
            @Option(value = "h", defaultsTo = "[]") List<String> names,
            Nested nested) {}

    /** A nested section. */
    public record Nested(
            @Option(value = "i", defaultsTo = "0.5") double innerValue) {}

    /** An option without default. */
    public record Needed(@Option("must be said") int size) {}

    /** A component without annotation. */
    public record Undocumented(int size) {}

    /** A type that options cannot have. */
    public record Unsupported(
            @Option(value = "x", defaultsTo = "1") Thread thread) {}

    @Test
    void defaultsComeFromTheAnnotations() {
        assertEquals(
                new Everything(
                        3, 9999999999L, 1e-3, true, "text", Mode.SLOW_ONE, List.of(1, 2), List.of(), new Nested(0.5)),
                OptionSchema.of(Everything.class).defaults());
    }

    @Test
    void optionsAreWrittenAsTextsAndReadAsValues() {
        OptionSchema<Everything> schema = OptionSchema.of(Everything.class);
        assertEquals(
                Map.of(
                        "whole-number", "3",
                        "long-number", "9999999999",
                        "share", "0.001",
                        "is-on", "true",
                        "some-text", "text",
                        "mode", "slow-one",
                        "numbers", "[1, 2]",
                        "names", "[]",
                        "nested.inner-value", "0.5"),
                schema.texts(schema.defaults()));
        assertEquals(
                schema.defaults(),
                schema.create(schema.values(schema.defaults()).toArray()));
    }

    @Test
    void keysAreInKebabCase() {
        assertEquals(
                List.of(
                        "whole-number",
                        "long-number",
                        "share",
                        "is-on",
                        "some-text",
                        "mode",
                        "numbers",
                        "names",
                        "nested"),
                OptionSchema.of(Everything.class).entries().stream()
                        .map(OptionSchema.Entry::key)
                        .toList());
    }

    @Test
    void whatHasNoDefaultMustBeGiven() {
        InvalidOptionException e = assertThrows(
                InvalidOptionException.class,
                () -> OptionSchema.of(Needed.class).defaults());
        assertEquals("size", e.mistakes().get(0).option());
        assertThrows(IllegalArgumentException.class, () -> OptionSchema.of(Undocumented.class));
        assertThrows(IllegalArgumentException.class, () -> OptionSchema.of(Unsupported.class));
    }

    @Test
    void theApisOwnOptionsHaveValidDefaultsAndReportEveryMistake() {
        OptionSchema.of(LossOptions.class).defaults();
        OptionSchema.of(OptimizerOptions.class).defaults();
        OptionSchema.of(ModelShape.class).defaults();
        InvalidOptionException e = assertThrows(
                InvalidOptionException.class,
                () -> new OptimizerOptions(
                        Double.NaN, 1, -0.1, 0, -1, Double.NaN, OptimizerOptions.Schedule.CONSTANT, -1, 2, 0, 0));
        assertEquals(10, e.mistakes().size());
    }
}
