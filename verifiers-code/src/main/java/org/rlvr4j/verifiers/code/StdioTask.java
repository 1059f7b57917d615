package org.rlvr4j.verifiers.code;

import java.util.List;

/**
 * A program that reads standard input and writes standard output.
 *
 * @param frame language and limits
 * @param tests inputs with expected outputs; each is run in a process of its own
 * @param comparison when two outputs are equal
 */
public record StdioTask(ProgramFrame frame, List<Test> tests, OutputComparison comparison) implements CodeTask {

    /**
     * One input with its expected output.
     *
     * @param stdin given on standard input, as UTF-8
     * @param stdout what is expected on standard output
     */
    public record Test(String stdin, String stdout) {}

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no test
     */
    public StdioTask {
        tests = List.copyOf(tests);
        if (tests.isEmpty()) {
            throw new IllegalArgumentException("a task needs at least one test");
        }
    }

    @Override
    public String entryPoint() {
        return "";
    }

    @Override
    public int total() {
        return tests.size();
    }
}
