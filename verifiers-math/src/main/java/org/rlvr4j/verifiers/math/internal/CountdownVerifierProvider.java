package org.rlvr4j.verifiers.math.internal;

import org.rlvr4j.api.spi.VerifierProvider;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.verifiers.math.countdown.CountdownVerifier;
import org.rlvr4j.verifiers.math.countdown.CountdownVerifierOptions;

/** Provides {@link CountdownVerifier} as {@code countdown}. */
public final class CountdownVerifierProvider implements VerifierProvider<CountdownVerifierOptions> {

    /** Creates the provider. */
    public CountdownVerifierProvider() {}

    @Override
    public String id() {
        return "countdown";
    }

    @Override
    public String description() {
        return "Checks an expression that must use every given number exactly once and equal the target, exactly.";
    }

    @Override
    public Class<CountdownVerifierOptions> optionsType() {
        return CountdownVerifierOptions.class;
    }

    @Override
    public Verifier create(CountdownVerifierOptions options) {
        return new CountdownVerifier(options);
    }
}
