package org.rlvr4j.verifiers.code;

import java.util.List;

/**
 * A function or class that a test program uses, as in HumanEval and MBPP.
 *
 * @param frame language and limits; the time is for all calls of one test program together
 * @param entryPoint the name that test programs use
 * @param helpers definitions that the test programs may use, run by the tester; taken from the prompt in HumanEval
 * @param setup run before the test programs, once (imports)
 * @param tests test programs, run one after another in one tester
 */
public record TestProgramTask(ProgramFrame frame, String entryPoint, String helpers, String setup, List<String> tests)
        implements CodeTask {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no test program, or the entry point is no name
     */
    public TestProgramTask {
        tests = List.copyOf(tests);
        if (tests.isEmpty()) {
            throw new IllegalArgumentException("a task needs at least one test program");
        }
        requireName(entryPoint);
    }

    @Override
    public int total() {
        return tests.size();
    }

    /** Entry points are pasted into programs. */
    static void requireName(String entryPoint) {
        boolean fine = !entryPoint.isEmpty() && entryPoint.length() <= 200;
        for (String part : entryPoint.split("\\.", -1)) {
            fine &= !part.isEmpty()
                    && Character.isJavaIdentifierStart(part.charAt(0))
                    && part.codePoints().allMatch(Character::isJavaIdentifierPart);
        }
        if (!fine) {
            throw new IllegalArgumentException("an entry point must be a name, such as solve or Solution.solve, got "
                    + (entryPoint.length() > 100 ? entryPoint.substring(0, 100) + "…" : entryPoint));
        }
    }
}
