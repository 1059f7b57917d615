package org.example.curriculum;

import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.api.spi.VerifierProvider;

/** Provides {@link LastNumberVerifier} as {@code last-number}. */
public final class LastNumberVerifierProvider implements VerifierProvider<LastNumberOptions> {

    /** For {@link java.util.ServiceLoader}. */
    public LastNumberVerifierProvider() {}

    @Override
    public String id() {
        return "last-number";
    }

    @Override
    public String description() {
        return "Compares the last number of a response with the reference.";
    }

    @Override
    public Class<LastNumberOptions> optionsType() {
        return LastNumberOptions.class;
    }

    @Override
    public Verifier create(LastNumberOptions options) {
        return new LastNumberVerifier(options);
    }
}
