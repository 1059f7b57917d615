package org.rlvr4j.verifiers.code.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.verifiers.code.TestProgramTask;

/** A language: how its programs are compiled, run, called and tested. */
public interface Language {

    /**
     * Returns the language's name in tasks.
     *
     * @return such as {@code python}
     */
    String id();

    /**
     * Returns other names, in tasks and as labels of fenced blocks.
     *
     * @return in lower case, without the id
     */
    List<String> aliases();

    /**
     * Returns where compiler or interpreter is.
     *
     * @return looked up once
     */
    Toolchain toolchain();

    /**
     * Asks compiler or interpreter for its version.
     *
     * @return one line, or empty where the toolchain is missing, too old or broken
     */
    Optional<String> version();

    /**
     * Tells whether true equals 1.
     *
     * @return whether truth values are numbers
     */
    boolean boolIsNumber();

    /**
     * Builds a program that reads standard input and writes standard output.
     *
     * @param program its source
     * @return the build
     */
    Build standalone(String program);

    /**
     * Builds a program whose functions can be called over its standard input and output.
     *
     * @param program its source
     * @param entryPoint the function or class that will be called
     * @return the build
     */
    Build candidate(String program, String entryPoint);

    /**
     * Builds a tester, which runs test programs and calls the program under test over its standard input and output.
     *
     * @param task the test programs
     * @param names what the program under test says that it defines; hostile
     * @return the build
     * @throws UnsupportedSignatureException if the entry point's types cannot cross from process to process
     */
    Build tester(TestProgramTask task, Map<String, List<String>> names) throws UnsupportedSignatureException;

    /**
     * Tells whether a failed assertion of a test program ends its tester.
     *
     * @return false where the tester lives on and reports it
     */
    default boolean assertionsAbort() {
        return false;
    }

    /**
     * Tells whether a text defines a function or class; used to tell whole programs from the rest of one.
     *
     * @param program any text
     * @param name an identifier
     * @return whether it seems to
     */
    boolean defines(String program, String name);

    /**
     * Places a function's body behind the prompt that it completes.
     *
     * @param prompt the beginning of a program
     * @param body what follows
     * @return the program
     */
    default String complete(String prompt, String body) {
        return prompt + body;
    }
}
