package org.rlvr4j.bbg.internal;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.UpdateGateProvider;
import org.rlvr4j.bbg.BbgGate;
import org.rlvr4j.bbg.BbgOptions;

/** Provides {@link BbgGate} as {@code bbg}. */
public final class BbgGateProvider implements UpdateGateProvider<BbgOptions> {

    /** For {@link java.util.ServiceLoader}. */
    public BbgGateProvider() {}

    @Override
    public String id() {
        return "bbg";
    }

    @Override
    public String description() {
        return "Bayesian Boundary Gating: weights by boundary utility, drops saturated problems (arXiv 2606.15455, Eq. 8 and 9).";
    }

    @Override
    public Class<BbgOptions> optionsType() {
        return BbgOptions.class;
    }

    @Override
    public UpdateGate create(BbgOptions options) {
        return new BbgGate(options);
    }
}
