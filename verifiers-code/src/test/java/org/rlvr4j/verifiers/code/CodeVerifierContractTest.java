package org.rlvr4j.verifiers.code;

import java.util.List;
import net.jqwik.api.PropertyDefaults;
import org.junit.jupiter.api.AfterAll;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.testkit.VerifierContract;

/** Few tries each, for every program that is run takes its time. */
@PropertyDefaults(tries = 10)
class CodeVerifierContractTest extends VerifierContract {

    private static CodeVerifier verifier = open();

    private static CodeVerifier open() {
        try {
            return Rows.verifier();
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox cannot be had here", e);
        }
    }

    @AfterAll
    static void close() {
        verifier.close();
        // both engines run this class, one after the other
        verifier = open();
    }

    @Override
    protected Verifier verifier() {
        return verifier;
    }

    @Override
    protected List<Solved> solved() {
        return List.of(new Solved(
                new Problem(
                        "add",
                        "Add two numbers.",
                        "{\"language\": \"python\", \"entryPoint\": \"add\", \"calls\": [{\"args\": [1, 2], \"expected\": 3}]}"),
                "```python\ndef add(a, b):\n    return a + b\n```\n"));
    }

    @Override
    protected List<String> pieces() {
        return List.of("(", "\u0000", "\ud800", "```\n");
    }

    @Override
    protected int rounds() {
        return 1;
    }
}
