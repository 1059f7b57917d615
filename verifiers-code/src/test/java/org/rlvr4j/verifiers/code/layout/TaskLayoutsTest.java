package org.rlvr4j.verifiers.code.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.verifiers.code.CallTask;
import org.rlvr4j.verifiers.code.CodeTask;
import org.rlvr4j.verifiers.code.CodeTaskFormat;
import org.rlvr4j.verifiers.code.CodeVerifier;
import org.rlvr4j.verifiers.code.CodeVerifierOptions;
import org.rlvr4j.verifiers.code.InvalidTaskException;
import org.rlvr4j.verifiers.code.StdioTask;
import org.rlvr4j.verifiers.code.TestProgramTask;

/** Rows in the form of the published data sets; the tasks themselves are our own. */
class TaskLayoutsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Made by Python: base64(zlib(pickle(text))). */
    private static final String PACKED =
            "eJxrYJlqwwABPRbR1UqZeQWlJUpWCkrGMXlKOgpK+aUlUAEziEBJanFJSWVBKkiouCQlM0+pNnaKHgCV2RRM";

    /** A pickle that would call os.system. */
    private static final String PICKLED_CALL = "eJxLzi/mKq4sLknN5dIIVi8pKk1V5yoJ0gMAYFMHhg==";

    private static ObjectNode row() {
        return JSON.createObjectNode();
    }

    private static CodeTask humanEval() throws InvalidTaskException {
        String prompt = "from typing import List\n\n\ndef helper(x: int) -> int:\n    return x + 1\n\n\n"
                + "def grow(xs: List[int]) -> List[int]:\n    \"\"\" Add one to each.\n    >>> grow([1])\n    [2]\n"
                + "    \"\"\"\n";
        String test = "\n\nMETADATA = {}\n\n\ndef check(candidate):\n    assert candidate([1, 2]) == [helper(1), 3]\n";
        return TaskLayouts.humanEval(row().put("prompt", prompt)
                .put("entry_point", "grow")
                .put("test", test)
                .put("canonical_solution", "    return [helper(x) for x in xs]\n")
                .toString());
    }

    private static CodeTask mbpp() throws InvalidTaskException {
        ObjectNode row = row();
        row.put("text", "Smallest.").put("test_setup_code", "LIMIT = 3");
        row.putArray("test_list")
                .add("assert set(smallest([3, 1], 1)) == set([1])")
                .add("assert smallest([LIMIT, 1], 2) == [1, 3]");
        row.putArray("challenge_test_list").add("assert smallest([], 2) == []");
        return TaskLayouts.mbpp(row.toString(), true);
    }

    private static CodeTask appsCalls() throws InvalidTaskException {
        return TaskLayouts.apps(row().put(
                        "input_output",
                        "{\"fn_name\": \"twice\", \"inputs\": [[2], [[1]]], \"outputs\": [[4], [[1, 1]]]}")
                .toString());
    }

    private static CodeTask appsPrograms() throws InvalidTaskException {
        return TaskLayouts.apps(row().put("input_output", "{\"inputs\": [\"3\\n\"], \"outputs\": [\"6\\n\"]}")
                .toString());
    }

    private static CodeTask liveCodeBench() throws InvalidTaskException {
        return TaskLayouts.liveCodeBench(row().put("public_test_cases", "[{\"input\": \"1\", \"output\": \"2\"}]")
                .put("private_test_cases", PACKED)
                .put("metadata", "{}")
                .toString());
    }

    private static CodeTask liveCodeBenchCalls() throws InvalidTaskException {
        return TaskLayouts.liveCodeBench(row().put(
                        "public_test_cases",
                        "[{\"input\": \"[1, 2]\\n3\", \"output\": \"[1, 2, 3]\", \"testtype\": \"functional\"}]")
                .put("metadata", "{\"func_name\": \"extend\"}")
                .toString());
    }

    @Test
    void rightProgramsPassInEveryLayout() throws Exception {
        try (CodeVerifier verifier =
                CodeVerifier.open(OptionSchema.of(CodeVerifierOptions.class).defaults())) {
            correct(verifier, humanEval(), "    return [helper(x) for x in xs]\n");
            correct(verifier, mbpp(), "def smallest(xs, n):\n    return sorted(xs)[:n]\n");
            correct(verifier, appsCalls(), "class Solution:\n    def twice(self, x: Any):\n        return x + x\n");
            correct(verifier, appsPrograms(), "print(int(input()) * 2)");
            correct(verifier, liveCodeBench(), "n = int(sys.stdin.read())\nprint(n * 2)");
            correct(
                    verifier,
                    liveCodeBenchCalls(),
                    "class Solution:\n    def extend(self, xs: List[int], x: int) -> List[int]:\n        return xs + [x]\n");
            assertInstanceOf(
                    Verdict.Incorrect.class,
                    verifier.report(humanEval(), "    return xs\n").verdict());
        }
    }

    private static void correct(CodeVerifier verifier, CodeTask task, String program) throws InvalidTaskException {
        Verdict verdict = verifier.report(task, program).verdict();
        assertInstanceOf(Verdict.Correct.class, verdict, verdict.reason());
        assertEquals(task, CodeTaskFormat.read(CodeTaskFormat.write(task)));
    }

    @Test
    void layoutsAreReadAsTheyAre() throws InvalidTaskException {
        assertEquals("grow", humanEval().entryPoint());
        assertEquals("smallest", mbpp().entryPoint());
        assertEquals(3, mbpp().total());
        assertInstanceOf(TestProgramTask.class, mbpp());
        assertInstanceOf(CallTask.class, appsCalls());
        assertInstanceOf(StdioTask.class, appsPrograms());
        assertEquals(2, liveCodeBench().total());
    }

    @Test
    void nothingIsUnpickled() {
        assertTrue(refused(PICKLED_CALL).contains("opcode"));
        assertTrue(refused("AAAA").contains("zlib"));
        assertTrue(refused("!").contains("zlib"));
        assertTrue(refused(Base64.getEncoder().encodeToString(packed(new byte[] {(byte) 0x80, 4}, 0)))
                .contains("too early"));
    }

    @Test
    void whatUnpacksToTooMuchIsRefused() {
        byte[] bomb = packed(new byte[] {(byte) 0x80, 4}, 300 << 20);
        assertTrue(refused(Base64.getEncoder().encodeToString(bomb)).contains("longer than"));
    }

    private static byte[] packed(byte[] start, int zeros) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(start);
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < zeros; i += block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static String refused(String packed) {
        String row = row().put("public_test_cases", "[]")
                .put("private_test_cases", packed)
                .toString();
        return String.valueOf(assertThrows(InvalidTaskException.class, () -> TaskLayouts.liveCodeBench(row))
                .getMessage());
    }

    @Test
    void mistakesNameTheKey() {
        for (String[] each : List.of(
                new String[] {"{}", "prompt"},
                new String[] {"{\"prompt\": 1}", "prompt"},
                new String[] {"[]", "object"},
                new String[] {"{", "JSON"})) {
            String message =
                    String.valueOf(assertThrows(InvalidTaskException.class, () -> TaskLayouts.humanEval(each[0]))
                            .getMessage());
            assertTrue(message.contains(each[1]), message);
        }
        assertThrows(InvalidTaskException.class, () -> TaskLayouts.apps("{\"input_output\": \"{}\"}"));
        assertThrows(InvalidTaskException.class, () -> TaskLayouts.mbpp("{\"test_list\": [\"assert True\"]}", false));
    }
}
