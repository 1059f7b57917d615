package org.rlvr4j.verifiers.math.internal;

import org.rlvr4j.api.spi.VerifierProvider;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.verifiers.math.MathVerifier;
import org.rlvr4j.verifiers.math.MathVerifierOptions;

/** Provides {@link MathVerifier} as {@code math}. */
public final class MathVerifierProvider implements VerifierProvider<MathVerifierOptions> {

    /** Creates the provider. */
    public MathVerifierProvider() {}

    @Override
    public String id() {
        return "math";
    }

    @Override
    public String description() {
        return "Finds the answer in a response and decides whether it equals the gold answer as mathematics.";
    }

    @Override
    public Class<MathVerifierOptions> optionsType() {
        return MathVerifierOptions.class;
    }

    @Override
    public Verifier create(MathVerifierOptions options) {
        return new MathVerifier(options);
    }
}
