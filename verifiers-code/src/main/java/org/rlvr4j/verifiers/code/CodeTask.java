package org.rlvr4j.verifiers.code;

/** What a program is asked for, and how it is told whether it does it. */
public sealed interface CodeTask permits StdioTask, CallTask, TestProgramTask {

    /**
     * Returns what is asked of any program.
     *
     * @return language, prefix and limits
     */
    ProgramFrame frame();

    /**
     * Returns the name of the function or class that the tests use.
     *
     * @return an identifier, maybe with dots, or the empty string for whole programs
     */
    String entryPoint();

    /**
     * Returns how many tests there are.
     *
     * @return at least 1
     */
    int total();
}
