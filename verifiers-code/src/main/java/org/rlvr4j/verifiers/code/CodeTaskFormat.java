package org.rlvr4j.verifiers.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.verifiers.code.internal.PlainJson;
import org.rlvr4j.verifiers.code.value.EqualityOptions;
import org.rlvr4j.verifiers.code.value.Value;

/**
 * Reads and writes tasks as JSON: {@code language} and one of {@code tests} (objects with {@code stdin} and {@code
 * stdout}), {@code calls} with {@code entryPoint}, {@code testProgram} (or {@code testPrograms}) with {@code entryPoint}.
 *
 * <p>Optional everywhere: {@code prompt}, {@code prelude}, {@code timeLimitMillis}, {@code memoryLimitMb}. For {@code
 * tests}: {@code comparison} ({@code exact}, {@code lines}, {@code whitespace}, {@code numeric}, {@code checker}), {@code
 * tolerance}, {@code checker} ({@code language}, {@code program}). For {@code calls}: {@code tolerance}, {@code
 * strictTypes}. For test programs: {@code helpers}, {@code setup}. Other keys are left to the caller.
 */
public final class CodeTaskFormat {

    private CodeTaskFormat() {}

    /**
     * Reads a task.
     *
     * @param json an object
     * @return the task
     * @throws InvalidTaskException if it is none; the message names the key and what is allowed
     */
    public static CodeTask read(String json) throws InvalidTaskException {
        try {
            return read(PlainJson.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new InvalidTaskException("not JSON: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads a task.
     *
     * @param node an object
     * @return the task
     * @throws InvalidTaskException if it is none; the message names the key and what is allowed
     */
    public static CodeTask read(JsonNode node) throws InvalidTaskException {
        if (!node.isObject()) {
            throw new InvalidTaskException("a task must be an object");
        }
        try {
            return task(node);
        } catch (IllegalArgumentException e) {
            throw new InvalidTaskException(String.valueOf(e.getMessage()));
        }
    }

    private static CodeTask task(JsonNode node) throws InvalidTaskException {
        List<String> kinds = List.of("tests", "calls", "testProgram", "testPrograms").stream()
                .filter(node::has)
                .toList();
        if (kinds.size() != 1) {
            throw new InvalidTaskException("a task needs exactly one of tests, calls, testProgram, testPrograms, got "
                    + (kinds.isEmpty() ? "none" : String.join(" and ", kinds)));
        }
        ProgramFrame frame = new ProgramFrame(
                text(node, "language", null),
                text(node, "prompt", ""),
                text(node, "prelude", ""),
                number(node, "timeLimitMillis"),
                number(node, "memoryLimitMb"));
        return switch (kinds.get(0)) {
            case "tests" -> new StdioTask(frame, stdioTests(node), comparison(node));
            case "calls" -> new CallTask(frame, text(node, "entryPoint", null), calls(node), equality(node));
            case "testProgram" ->
                new TestProgramTask(
                        frame,
                        text(node, "entryPoint", null),
                        text(node, "helpers", ""),
                        text(node, "setup", ""),
                        List.of(text(node, "testProgram", null)));
            default ->
                new TestProgramTask(
                        frame,
                        text(node, "entryPoint", null),
                        text(node, "helpers", ""),
                        text(node, "setup", ""),
                        texts(node, "testPrograms"));
        };
    }

    private static List<StdioTask.Test> stdioTests(JsonNode node) throws InvalidTaskException {
        List<StdioTask.Test> tests = new ArrayList<>();
        for (JsonNode test : array(node, "tests")) {
            if (!test.isObject()) {
                throw new InvalidTaskException("each of tests must be an object with stdin and stdout");
            }
            tests.add(new StdioTask.Test(text(test, "stdin", ""), text(test, "stdout", null)));
        }
        return tests;
    }

    private static OutputComparison comparison(JsonNode node) throws InvalidTaskException {
        boolean checked = node.hasNonNull("checker");
        String name = text(node, "comparison", checked ? "checker" : node.has("tolerance") ? "numeric" : "lines");
        OutputComparison.Mode mode = null;
        for (OutputComparison.Mode candidate : OutputComparison.Mode.values()) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(name)) {
                mode = candidate;
            }
        }
        if (mode == null) {
            throw new InvalidTaskException(
                    "comparison must be exact, lines, whitespace, numeric or checker, got " + name);
        }
        Optional<OutputComparison.Checker> checker = checked
                ? Optional.of(new OutputComparison.Checker(
                        text(node.get("checker"), "language", null), text(node.get("checker"), "program", null)))
                : Optional.empty();
        double tolerance =
                node.has("tolerance") ? real(node, "tolerance") : mode == OutputComparison.Mode.NUMERIC ? 1e-6 : 0;
        return new OutputComparison(mode, tolerance, checker);
    }

    private static List<CallTask.Call> calls(JsonNode node) throws InvalidTaskException {
        List<CallTask.Call> calls = new ArrayList<>();
        for (JsonNode call : array(node, "calls")) {
            if (!call.isObject() || !(call.has("expected") || call.has("anyOf"))) {
                throw new InvalidTaskException("each of calls must be an object with args and expected");
            }
            if (call.has("args") && !call.get("args").isArray()) {
                throw new InvalidTaskException("args must be an array");
            }
            Map<String, Value> kwargs = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : call.path("kwargs").properties()) {
                kwargs.put(entry.getKey(), PlainJson.value(entry.getValue()));
            }
            List<Value> expected = call.has("anyOf")
                    ? PlainJson.values(array(call, "anyOf"))
                    : List.of(PlainJson.value(call.get("expected")));
            calls.add(new CallTask.Call(PlainJson.values(call.path("args")), kwargs, expected));
        }
        return calls;
    }

    private static Optional<EqualityOptions> equality(JsonNode node) throws InvalidTaskException {
        if (!node.has("tolerance") && !node.has("strictTypes")) {
            return Optional.empty();
        }
        double tolerance = node.has("tolerance") ? real(node, "tolerance") : 0;
        JsonNode strict = node.path("strictTypes");
        if (!strict.isMissingNode() && !strict.isBoolean()) {
            throw new InvalidTaskException("strictTypes must be true or false");
        }
        return Optional.of(new EqualityOptions(Math.min(tolerance, 0.999), tolerance, strict.asBoolean(false)));
    }

    private static String text(JsonNode node, String key, @org.jspecify.annotations.Nullable String absent)
            throws InvalidTaskException {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            if (absent == null) {
                throw new InvalidTaskException(key + " is missing");
            }
            return absent;
        }
        if (!value.isTextual()) {
            throw new InvalidTaskException(key + " must be a string");
        }
        return value.textValue();
    }

    private static List<String> texts(JsonNode node, String key) throws InvalidTaskException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(node, key)) {
            if (!item.isTextual()) {
                throw new InvalidTaskException("each of " + key + " must be a string");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private static JsonNode array(JsonNode node, String key) throws InvalidTaskException {
        JsonNode value = node.path(key);
        if (!value.isArray() || value.isEmpty()) {
            throw new InvalidTaskException(key + " must be an array that is not empty");
        }
        return value;
    }

    private static long number(JsonNode node, String key) throws InvalidTaskException {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw new InvalidTaskException(key + " must be a whole number above 0");
        }
        return value.longValue();
    }

    private static double real(JsonNode node, String key) throws InvalidTaskException {
        JsonNode value = node.path(key);
        if (!value.isNumber() || !(value.doubleValue() >= 0) || Double.isInfinite(value.doubleValue())) {
            throw new InvalidTaskException(key + " must be a number that is finite and at least 0");
        }
        return value.doubleValue();
    }

    /**
     * Writes a task.
     *
     * @param task any
     * @return one line that {@link #read(String)} reads back
     */
    public static String write(CodeTask task) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ProgramFrame frame = task.frame();
        node.put("language", frame.language());
        put(node, "prompt", frame.prompt());
        put(node, "prelude", frame.prelude());
        put(node, "entryPoint", task.entryPoint());
        if (frame.timeLimitMillis() > 0) {
            node.put("timeLimitMillis", frame.timeLimitMillis());
        }
        if (frame.memoryLimitMb() > 0) {
            node.put("memoryLimitMb", frame.memoryLimitMb());
        }
        if (task instanceof StdioTask stdio) {
            stdio(stdio, node);
        } else if (task instanceof CallTask calls) {
            calls(calls, node);
        } else if (task instanceof TestProgramTask tests) {
            put(node, "helpers", tests.helpers());
            put(node, "setup", tests.setup());
            ArrayNode programs = node.putArray("testPrograms");
            tests.tests().forEach(programs::add);
        }
        return node.toString();
    }

    private static void put(ObjectNode node, String key, String text) {
        if (!text.isEmpty()) {
            node.put(key, text);
        }
    }

    private static void stdio(StdioTask task, ObjectNode node) {
        ArrayNode tests = node.putArray("tests");
        task.tests()
                .forEach(test -> tests.addObject().put("stdin", test.stdin()).put("stdout", test.stdout()));
        node.put("comparison", task.comparison().mode().name().toLowerCase(Locale.ROOT));
        if (task.comparison().tolerance() > 0) {
            node.put("tolerance", task.comparison().tolerance());
        }
        task.comparison()
                .checker()
                .ifPresent(checker -> node.putObject("checker")
                        .put("language", checker.language())
                        .put("program", checker.program()));
    }

    private static void calls(CallTask task, ObjectNode node) {
        ArrayNode calls = node.putArray("calls");
        for (CallTask.Call call : task.calls()) {
            ObjectNode object = calls.addObject();
            ArrayNode args = object.putArray("args");
            call.args().forEach(arg -> args.add(PlainJson.node(arg)));
            if (!call.kwargs().isEmpty()) {
                ObjectNode kwargs = object.putObject("kwargs");
                call.kwargs().forEach((key, value) -> kwargs.set(key, PlainJson.node(value)));
            }
            ArrayNode anyOf = object.putArray("anyOf");
            call.expected().forEach(value -> anyOf.add(PlainJson.node(value)));
        }
        task.equality().ifPresent(equality -> {
            node.put("tolerance", equality.absoluteTolerance());
            node.put("strictTypes", equality.strictTypes());
        });
    }
}
