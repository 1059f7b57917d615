package org.rlvr4j.verifiers.code;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.verifiers.code.value.EqualityOptions;
import org.rlvr4j.verifiers.code.value.Value;

/**
 * A function that is called with arguments and returns a value.
 *
 * @param frame language and limits
 * @param entryPoint the function's name
 * @param calls calls with their expected values; one process serves all of them, in order
 * @param equality when two values are equal, where the task says so itself
 */
public record CallTask(ProgramFrame frame, String entryPoint, List<Call> calls, Optional<EqualityOptions> equality)
        implements CodeTask {

    /**
     * One call.
     *
     * @param args positional arguments
     * @param kwargs arguments by name
     * @param expected acceptable results; at least one
     */
    public record Call(List<Value> args, Map<String, Value> kwargs, List<Value> expected) {

        /**
         * Checks and copies.
         *
         * @throws IllegalArgumentException if no result is acceptable
         */
        public Call {
            args = List.copyOf(args);
            kwargs = new LinkedHashMap<>(kwargs);
            expected = List.copyOf(expected);
            if (expected.isEmpty()) {
                throw new IllegalArgumentException("a call needs an expected value");
            }
        }

        @Override
        public Map<String, Value> kwargs() {
            return new LinkedHashMap<>(kwargs);
        }
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no call, or the entry point is no name
     */
    public CallTask {
        calls = List.copyOf(calls);
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("a task needs at least one call");
        }
        TestProgramTask.requireName(entryPoint);
    }

    @Override
    public int total() {
        return calls.size();
    }
}
