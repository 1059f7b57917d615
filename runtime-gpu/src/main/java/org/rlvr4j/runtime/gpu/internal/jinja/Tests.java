package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jinja's tests, what comes after {@code is}. */
final class Tests {

    /** What a test says of a value. */
    @FunctionalInterface
    interface Test {
        boolean holds(@Nullable Object value, Arguments arguments, Budget budget);
    }

    private static final Map<String, Test> TESTS = Map.ofEntries(
            Map.entry("defined", (value, arguments, budget) -> !(value instanceof Undefined)),
            Map.entry("undefined", (value, arguments, budget) -> value instanceof Undefined),
            Map.entry("none", (value, arguments, budget) -> value == null),
            Map.entry("string", (value, arguments, budget) -> value instanceof String),
            Map.entry("number", (value, arguments, budget) -> value instanceof Number || value instanceof Boolean),
            Map.entry("integer", (value, arguments, budget) -> value instanceof Long),
            Map.entry("float", (value, arguments, budget) -> value instanceof Double),
            Map.entry("boolean", (value, arguments, budget) -> value instanceof Boolean),
            Map.entry("true", (value, arguments, budget) -> Boolean.TRUE.equals(value)),
            Map.entry("false", (value, arguments, budget) -> Boolean.FALSE.equals(value)),
            Map.entry("mapping", (value, arguments, budget) -> value instanceof Map<?, ?>),
            Map.entry("iterable", (value, arguments, budget) -> hasElements(value) || value instanceof Undefined),
            Map.entry("sequence", (value, arguments, budget) -> hasElements(value) || value instanceof Undefined),
            Map.entry("callable", (value, arguments, budget) -> value instanceof Callable),
            Map.entry("odd", (value, arguments, budget) -> remainder(value, 2) == 1),
            Map.entry("even", (value, arguments, budget) -> remainder(value, 2) == 0),
            Map.entry(
                    "divisibleby",
                    (value, arguments, budget) ->
                            arguments.require(0, "num") instanceof Long by && by != 0 && remainder(value, by) == 0),
            Map.entry("in", (value, arguments, budget) -> Values.contains(arguments.require(0, "seq"), value, budget)),
            Map.entry("eq", Tests::equal),
            Map.entry("equalto", Tests::equal),
            Map.entry("==", Tests::equal),
            Map.entry("ne", (value, arguments, budget) -> !equal(value, arguments, budget)),
            Map.entry("!=", (value, arguments, budget) -> !equal(value, arguments, budget)));

    private Tests() {}

    static Test named(String name, int line) {
        Test test = TESTS.get(name);
        if (test == null) {
            throw new TemplateException("line " + line + ": the test " + name + " is not supported");
        }
        return test;
    }

    private static boolean hasElements(@Nullable Object value) {
        return value instanceof List<?> || value instanceof Map<?, ?> || value instanceof String;
    }

    private static long remainder(@Nullable Object value, long by) {
        if (value instanceof Long whole) {
            return Math.floorMod(whole, by);
        }
        throw new TemplateException("a whole number is needed, got " + Values.kind(value));
    }

    private static boolean equal(@Nullable Object value, Arguments arguments, Budget budget) {
        return Values.equal(value, arguments.require(0, "other"), budget);
    }
}
