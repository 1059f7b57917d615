package org.rlvr4j.verifiers.code.internal;

import java.nio.file.Path;
import java.util.List;
import org.rlvr4j.verifiers.code.CodeVerifierOptions.IsolationKind;
import org.rlvr4j.verifiers.code.sandbox.BubblewrapIsolation;
import org.rlvr4j.verifiers.code.sandbox.BubblewrapOptions;
import org.rlvr4j.verifiers.code.sandbox.ForkServerIsolation;
import org.rlvr4j.verifiers.code.sandbox.Isolation;
import org.rlvr4j.verifiers.code.sandbox.NoIsolation;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;

/** Opens the isolation that options name. */
public final class Isolations {

    private Isolations() {}

    /**
     * Opens an isolation.
     *
     * @param kind which
     * @param folders what toolchains need beside the system's folders
     * @param python the interpreter of Python programs with its options
     * @return closed by the caller
     * @throws SandboxException if it cannot be had; the message has the remedy
     * @throws InterruptedException if interrupted
     */
    public static Isolation open(IsolationKind kind, List<Path> folders, List<String> python)
            throws SandboxException, InterruptedException {
        return switch (kind) {
            case BUBBLEWRAP -> bubblewrap(folders);
            case FORK_SERVER -> new ForkServerIsolation(bubblewrap(folders), python);
            case NONE -> new NoIsolation();
        };
    }

    private static BubblewrapIsolation bubblewrap(List<Path> folders) throws SandboxException, InterruptedException {
        return BubblewrapIsolation.open(BubblewrapOptions.defaults().withReadOnly(folders));
    }
}
