package org.rlvr4j.verifiers.code.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlvr4j.verifiers.code.CallTask;
import org.rlvr4j.verifiers.code.CodeTask;
import org.rlvr4j.verifiers.code.CodeTaskFormat;
import org.rlvr4j.verifiers.code.InvalidTaskException;
import org.rlvr4j.verifiers.code.OutputComparison;
import org.rlvr4j.verifiers.code.ProgramFrame;
import org.rlvr4j.verifiers.code.StdioTask;
import org.rlvr4j.verifiers.code.TestProgramTask;
import org.rlvr4j.verifiers.code.internal.PlainJson;
import org.rlvr4j.verifiers.code.value.Value;

/** Reads rows of published data sets, one JSON object each, as they are. All are Python tasks. */
public final class TaskLayouts {

    private static final String PYTHON = "python";

    /** What LiveCodeBench's and APPS' own harnesses put before every program. */
    private static final String IMPORTS = """
            import sys, math, re, string, random, copy, json, time, datetime, bisect, heapq, itertools, functools
            import collections, operator, statistics, decimal, fractions
            from typing import *
            from functools import *
            from collections import *
            from itertools import *
            from heapq import *
            from bisect import *
            from string import *
            from operator import *
            from math import *
            """;

    private static final Set<String> BUILTINS = Set.of(
            "assert",
            "not",
            "abs",
            "all",
            "any",
            "bool",
            "dict",
            "float",
            "frozenset",
            "int",
            "isinstance",
            "len",
            "list",
            "map",
            "max",
            "min",
            "next",
            "range",
            "repr",
            "round",
            "set",
            "sorted",
            "str",
            "sum",
            "tuple",
            "type",
            "zip",
            "isclose",
            "print");

    private TaskLayouts() {}

    /**
     * Reads a problem's reference: a task, or a row of HumanEval or MBPP (its challenge tests apart), which is told by its
     * keys.
     *
     * @param reference one JSON object
     * @return the task
     * @throws InvalidTaskException if it is neither; the message names the key and what is allowed
     */
    public static CodeTask reference(String reference) throws InvalidTaskException {
        JsonNode node = object(reference);
        if (node.has("entry_point") && node.has("test")) {
            return humanEval(reference);
        }
        return node.has("test_list") ? mbpp(reference, false) : CodeTaskFormat.read(node);
    }

    /**
     * Reads a HumanEval row: {@code prompt}, {@code entry_point}, {@code test}.
     *
     * @param row one JSON object
     * @return a task whose prompt a response may complete
     * @throws InvalidTaskException naming the key that is missing or wrong
     */
    public static TestProgramTask humanEval(String row) throws InvalidTaskException {
        JsonNode node = object(row);
        String prompt = text(node, "prompt");
        String entryPoint = text(node, "entry_point");
        ProgramFrame frame = new ProgramFrame(PYTHON, prompt, "", 0, 0);
        String tests = text(node, "test") + "\n\ncheck(" + entryPoint + ")\n";
        // the prompt ends with the documentation of a function without body
        return valid(() -> new TestProgramTask(frame, entryPoint, prompt + "\n    pass\n", "", List.of(tests)));
    }

    /**
     * Reads an MBPP row: {@code test_list}, and where they are there {@code test_imports}, {@code test_setup_code},
     * {@code challenge_test_list}. The entry point is the first function that the first test calls.
     *
     * @param row one JSON object
     * @param challenge whether the challenge tests are added
     * @return a task with one test program for each assertion
     * @throws InvalidTaskException naming the key that is missing or wrong
     */
    public static TestProgramTask mbpp(String row, boolean challenge) throws InvalidTaskException {
        JsonNode node = object(row);
        List<String> tests = new ArrayList<>(texts(node, "test_list"));
        if (challenge && node.has("challenge_test_list")) {
            tests.addAll(texts(node, "challenge_test_list"));
        }
        StringBuilder setup = new StringBuilder();
        if (node.has("test_imports")) {
            texts(node, "test_imports").forEach(line -> setup.append(line).append('\n'));
        }
        if (node.hasNonNull("test_setup_code")) {
            setup.append(text(node, "test_setup_code"));
        }
        if (tests.isEmpty()) {
            throw new InvalidTaskException("test_list must not be empty");
        }
        String entryPoint =
                firstCall(tests.get(0)).orElseThrow(() -> new InvalidTaskException("test_list calls no function"));
        return valid(() -> new TestProgramTask(ProgramFrame.of(PYTHON), entryPoint, "", setup.toString(), tests));
    }

    private static Optional<String> firstCall(String test) {
        int start = -1;
        for (int i = 0; i < test.length(); i++) {
            char c = test.charAt(i);
            if (Character.isJavaIdentifierPart(c)) {
                start = start < 0 ? i : start;
                continue;
            }
            if (start >= 0 && c == '(') {
                String name = test.substring(start, i);
                boolean method = start > 0 && test.charAt(start - 1) == '.';
                if (!method && !BUILTINS.contains(name) && !Character.isDigit(name.charAt(0))) {
                    return Optional.of(name);
                }
            }
            start = -1;
        }
        return Optional.empty();
    }

    /**
     * Reads an APPS row: {@code input_output} with {@code inputs}, {@code outputs} and, for functions, {@code fn_name}.
     *
     * @param row one JSON object
     * @return a task of whole programs, or of calls
     * @throws InvalidTaskException naming the key that is missing or wrong
     */
    public static CodeTask apps(String row) throws InvalidTaskException {
        JsonNode node = object(row);
        JsonNode both = node.path("input_output");
        if (both.isTextual()) {
            both = object(both.textValue());
        }
        JsonNode inputs = both.path("inputs");
        JsonNode outputs = both.path("outputs");
        if (!inputs.isArray() || !outputs.isArray() || inputs.size() != outputs.size() || inputs.isEmpty()) {
            throw new InvalidTaskException("input_output must have as many inputs as outputs, and at least one");
        }
        ProgramFrame frame = new ProgramFrame(PYTHON, "", IMPORTS, 0, 0);
        if (both.hasNonNull("fn_name")) {
            List<CallTask.Call> calls = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                calls.add(appsCall(inputs.get(i), outputs.get(i)));
            }
            String name = text(both, "fn_name");
            return valid(() -> new CallTask(frame, name, calls, Optional.empty()));
        }
        List<StdioTask.Test> tests = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            tests.add(new StdioTask.Test(lines(inputs.get(i)), lines(outputs.get(i))));
        }
        return valid(() -> new StdioTask(frame, tests, OutputComparison.of(OutputComparison.Mode.WHITESPACE)));
    }

    /** An expected value may stand alone or in a list of one, as APPS' own harness allows. */
    private static CallTask.Call appsCall(JsonNode input, JsonNode output) throws InvalidTaskException {
        if (!input.isArray()) {
            throw new InvalidTaskException("each of inputs must be an array of arguments");
        }
        List<Value> expected = new ArrayList<>();
        if (output.isArray() && output.size() == 1) {
            expected.add(PlainJson.value(output.get(0)));
        }
        expected.add(PlainJson.value(output));
        return new CallTask.Call(PlainJson.values(input), Map.of(), expected);
    }

    private static String lines(JsonNode node) {
        if (!node.isArray()) {
            return node.asText();
        }
        StringBuilder out = new StringBuilder();
        node.forEach(line -> out.append(line.asText()).append('\n'));
        return out.toString();
    }

    /**
     * Reads a LiveCodeBench row: {@code public_test_cases} and {@code private_test_cases}, as JSON or packed; {@code
     * metadata} may name a function, {@code starter_code} is not needed.
     *
     * @param row one JSON object
     * @return a task of whole programs, or of calls
     * @throws InvalidTaskException naming the key that is missing or wrong
     */
    public static CodeTask liveCodeBench(String row) throws InvalidTaskException {
        JsonNode node = object(row);
        List<JsonNode> cases = new ArrayList<>(cases(node, "public_test_cases"));
        if (node.hasNonNull("private_test_cases")) {
            cases.addAll(cases(node, "private_test_cases"));
        }
        if (cases.isEmpty()) {
            throw new InvalidTaskException("public_test_cases and private_test_cases are empty");
        }
        JsonNode metadata = node.path("metadata");
        if (metadata.isTextual() && !metadata.textValue().isBlank()) {
            metadata = object(metadata.textValue());
        }
        ProgramFrame frame = new ProgramFrame(PYTHON, "", IMPORTS, 0, 0);
        if (!metadata.hasNonNull("func_name")) {
            List<StdioTask.Test> tests = new ArrayList<>();
            for (JsonNode test : cases) {
                tests.add(new StdioTask.Test(text(test, "input"), text(test, "output")));
            }
            return valid(() -> new StdioTask(frame, tests, OutputComparison.of(OutputComparison.Mode.WHITESPACE)));
        }
        List<CallTask.Call> calls = new ArrayList<>();
        for (JsonNode test : cases) {
            List<Value> args = new ArrayList<>();
            for (String line : text(test, "input").lines().toList()) {
                if (!line.isBlank()) {
                    args.add(PlainJson.value(json(line)));
                }
            }
            calls.add(new CallTask.Call(args, Map.of(), List.of(PlainJson.value(json(text(test, "output"))))));
        }
        String name = text(metadata, "func_name");
        return valid(() -> new CallTask(frame, name, calls, Optional.empty()));
    }

    private static List<JsonNode> cases(JsonNode node, String key) throws InvalidTaskException {
        JsonNode cases = node.path(key);
        if (cases.isTextual()) {
            String text = cases.textValue().strip();
            cases = json(text.startsWith("[") ? text : PickledText.read(text));
        }
        if (!cases.isArray()) {
            throw new InvalidTaskException(key + " must be an array of test cases");
        }
        List<JsonNode> all = new ArrayList<>();
        cases.forEach(all::add);
        return all;
    }

    private static JsonNode object(String json) throws InvalidTaskException {
        JsonNode node = json(json);
        if (!node.isObject()) {
            throw new InvalidTaskException("a row must be a JSON object");
        }
        return node;
    }

    private static JsonNode json(String json) throws InvalidTaskException {
        try {
            return PlainJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidTaskException("not JSON: " + e.getOriginalMessage());
        }
    }

    private static String text(JsonNode node, String key) throws InvalidTaskException {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw new InvalidTaskException(key + (value.isMissingNode() ? " is missing" : " must be a string"));
        }
        return value.textValue();
    }

    private static List<String> texts(JsonNode node, String key) throws InvalidTaskException {
        JsonNode value = node.path(key);
        List<String> texts = new ArrayList<>();
        if (!value.isArray()) {
            throw new InvalidTaskException(key + " must be an array of strings");
        }
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw new InvalidTaskException(key + " must be an array of strings");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private interface Making<T> {
        T make();
    }

    private static <T> T valid(Making<T> making) throws InvalidTaskException {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw new InvalidTaskException(String.valueOf(e.getMessage()));
        }
    }
}
