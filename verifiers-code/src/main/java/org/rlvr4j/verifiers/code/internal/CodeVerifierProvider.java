package org.rlvr4j.verifiers.code.internal;

import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.VerifierProvider;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.verifiers.code.CodeVerifier;
import org.rlvr4j.verifiers.code.CodeVerifierOptions;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;

/** Provides {@code code}. */
public final class CodeVerifierProvider implements VerifierProvider<CodeVerifierOptions> {

    /** Creates the provider. */
    public CodeVerifierProvider() {}

    @Override
    public String id() {
        return "code";
    }

    @Override
    public String description() {
        return "Runs programs in a sandbox against tests that they never see.";
    }

    @Override
    public Class<CodeVerifierOptions> optionsType() {
        return CodeVerifierOptions.class;
    }

    @Override
    public Verifier create(CodeVerifierOptions options) {
        try {
            return CodeVerifier.open(options);
        } catch (SandboxException e) {
            throw new InvalidOptionException("isolation", "cannot be had here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the sandbox was tried", e);
        }
    }
}
