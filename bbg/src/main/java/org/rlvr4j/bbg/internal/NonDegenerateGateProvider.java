package org.rlvr4j.bbg.internal;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.UpdateGateProvider;
import org.rlvr4j.bbg.NonDegenerateGate;

/** Provides {@link NonDegenerateGate} as {@code non-degenerate}. */
public final class NonDegenerateGateProvider implements UpdateGateProvider<NoOptions> {

    /** For {@link java.util.ServiceLoader}. */
    public NonDegenerateGateProvider() {}

    @Override
    public String id() {
        return "non-degenerate";
    }

    @Override
    public String description() {
        return "Trains on groups with 0 < m < n (DAPO's dynamic sampling, arXiv 2503.14476).";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public UpdateGate create(NoOptions options) {
        return new NonDegenerateGate();
    }
}
