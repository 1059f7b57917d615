package org.rlvr4j.verifiers.code.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.verifiers.code.CodeTaskFormat;
import org.rlvr4j.verifiers.code.InvalidTaskException;

/** What a problem's reference may be. */
class ReferencesTest {

    private static final String HUMAN_EVAL =
            "{\"prompt\": \"def f(x):\\n\", \"entry_point\": \"f\", \"test\": \"def check(c):\\n    assert c(1) == 1\\n\"}";
    private static final String MBPP =
            "{\"test_list\": [\"assert f(1) == 1\"], \"challenge_test_list\": [\"assert f(2)\"]}";
    private static final String TASK = "{\"language\": \"python\", \"tests\": [{\"stdin\": \"1\", \"stdout\": \"2\"}]}";

    @Test
    void tasksAndPublishedRowsAreToldByTheirKeys() throws InvalidTaskException {
        assertEquals(TaskLayouts.humanEval(HUMAN_EVAL), TaskLayouts.reference(HUMAN_EVAL));
        assertEquals(TaskLayouts.mbpp(MBPP, false), TaskLayouts.reference(MBPP));
        assertEquals(CodeTaskFormat.read(TASK), TaskLayouts.reference(TASK));
    }

    @Test
    void whatIsNeitherIsRefused() {
        for (String reference : List.of("42", "", "{", "{}", "{\"entry_point\": \"f\", \"test\": 3}")) {
            assertThrows(InvalidTaskException.class, () -> TaskLayouts.reference(reference), reference);
        }
    }
}
