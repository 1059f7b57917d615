package org.rlvr4j.data.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows made up in each published layout. */
class MappingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode row(String json) {
        try {
            return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static MappedRow map(String name, String json) throws InvalidRowException {
        return Mappings.find(name).orElseThrow().map(row(json));
    }

    private static String reason(String name, String json) {
        return String.valueOf(
                assertThrows(InvalidRowException.class, () -> map(name, json)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gsm8k | {'question': 'q', 'answer': 'so #### not yet #### -7', 'idx': 3} | q | -7 | 3",
                "math | {'problem': 'p', 'solution': '\\\\boxed{1} then $\\\\boxed{\\\\frac{1}{2}}$', 'level': 'Level 5'}"
                        + " | p | \\frac{1}{2} |",
                "math | {'problem': 'p', 'solution': 'x', 'answer': '\\\\left( 3, 4 \\\\right)', 'unique_id': 'a/1.json'}"
                        + " | p | \\left( 3, 4 \\right) | a/1.json",
                "aime | {'ID': '2024-I-4', 'Problem': 'p', 'Solution': 's', 'Answer': 116} | p | 116 | 2024-I-4",
                "amc | {'id': 0, 'problem': 'p', 'answer': 27.0, 'url': 'u'} | p | 27 | 0",
                "minerva | {'problem': 'p', 'solution': 'v = $\\\\boxed 5$', 'idx': 9} | p | 5 | 9",
                "olympiadbench | {'id': 1, 'question': 'q', 'final_answer': ['$2$', '$-3$'], 'context': 'c'}"
                        + " | c\\n\\nq | 2, -3 | 1",
                "dapo-math-17k | {'prompt': [{'content': 'q', 'role': 'user'}], 'reward_model': {'ground_truth': '34'},"
                        + " 'extra_info': {'index': 'x-1'}} | q | 34 | x-1",
                "verl | {'prompt': [{'content': 's', 'role': 'system'}, {'content': 'q', 'role': 'user'}],"
                        + " 'reward_model': {'ground_truth': {'target': '2'}}} | s\\n\\nq | 2 |",
                "plain | {'prompt': 'q', 'tests': {'language': 'python'}} | q | {\"language\":\"python\"} |"
            })
    void everyLayoutGivesPromptAnswerAndId(String name, String json, String prompt, String answer, String id)
            throws InvalidRowException {
        MappedRow mapped = map(name, json);
        assertEquals(prompt.replace("\\n", "\n"), mapped.prompt());
        assertEquals(answer, mapped.reference());
        assertEquals(Optional.ofNullable(id), mapped.id());
        assertTrue(Mappings.recognise(row(json)).isPresent());
    }

    @Test
    void programsKeepTheirTestsAndGiveTheirCanonicalSolution() throws InvalidRowException {
        MappedRow human = map(
                "humaneval",
                "{'task_id': 'H/0', 'prompt': 'def f(x):\\n', 'canonical_solution': '    return x\\n', 'test': 't',"
                        + " 'entry_point': 'f'}");
        assertEquals("{\"prompt\":\"def f(x):\\n\",\"entry_point\":\"f\",\"test\":\"t\"}", human.reference());
        assertTrue(human.solution().orElseThrow().contains("def f(x):\n    return x"));
        MappedRow mbpp =
                map("mbpp", "{'task_id': 2, 'text': 'Add.', 'code': 'c', 'test_list': ['assert f(1) == 2'], 'x': 1}");
        assertEquals("Add.\n\nYour code should pass these tests:\n\nassert f(1) == 2\n", mbpp.prompt());
        assertEquals("{\"test_list\":[\"assert f(1) == 2\"]}", mbpp.reference());
        assertEquals(
                "mbpp",
                Mappings.recognise(row("{'test_list': []}")).orElseThrow().name());
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsNamedWithTheColumnsThereAre() {
        assertEquals("there is no question (columns: problem)", reason("gsm8k", "{'problem': 'p'}"));
        assertEquals(
                "answer must end with #### and a number", reason("gsm8k", "{'question': 'q', 'answer': '5 ####'}"));
        assertEquals(
                "there is no answer or Answer or expected_answer, and solution has no \\boxed answer",
                reason("math", "{'problem': 'p', 'solution': 'five \\\\boxed{ }'}"));
        assertEquals(
                "answer or Answer or expected_answer must be a text or a number, got true",
                reason("math", "{'problem': 'p', 'answer': true}"));
        assertEquals(
                "prompt has a message of the role \"assistant\"; only system and user are read",
                reason("verl", "{'prompt': [{'role': 'assistant', 'content': 'x'}]}"));
        assertTrue(reason("mbpp", "{'text': 't', 'test_list': []}").contains("not empty"));
        assertEquals("question is empty", reason("gsm8k", "{'question': ' ', 'answer': '#### 1'}"));
        assertTrue(Mappings.recognise(row("{'a': 1}")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"a, 1", "b.c, 2", "d[1].e, 3", "d[0], 0", "x.y, 4", "g[0][1], 6"})
    void pathsLeadToNestedValues(String path, int value) {
        ObjectNode row = row("{'a': 1, 'b': {'c': 2}, 'd': [0, {'e': 3}], 'x.y': 4, 'x': {'y': 5}, 'g': [[5, 6]]}");
        assertEquals(value, FieldPath.parse(path).in(row).intValue());
    }

    @Test
    void pathsThatAreNoneAreRefusedAndPathsToNothingGiveNothing() {
        for (String path :
                new String[] {"", ".", "a.", ".a", "a..b", "[0]", "a[", "a[x]", "a]b", "a[0]b", "a[9999999]"}) {
            assertThrows(IllegalArgumentException.class, () -> FieldPath.parse(path), path);
        }
        ObjectNode row = row("{'a': null, 'b': [1]}");
        for (String path : new String[] {"a", "a.b", "b[1]", "b.c", "c"}) {
            assertTrue(FieldPath.parse(path).in(row).isMissingNode(), path);
        }
    }
}
