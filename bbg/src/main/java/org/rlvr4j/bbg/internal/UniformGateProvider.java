package org.rlvr4j.bbg.internal;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.UpdateGateProvider;
import org.rlvr4j.bbg.UniformGate;

/** Provides {@link UniformGate} as {@code uniform}. */
public final class UniformGateProvider implements UpdateGateProvider<NoOptions> {

    /** For {@link java.util.ServiceLoader}. */
    public UniformGateProvider() {}

    @Override
    public String id() {
        return "uniform";
    }

    @Override
    public String description() {
        return "Trains on every group with weight 1; ungated RLVR.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public UpdateGate create(NoOptions options) {
        return new UniformGate();
    }
}
