package org.rlvr4j.bbg.internal;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.UpdateGateProvider;
import org.rlvr4j.bbg.ZeroSuccessOnlyGate;
import org.rlvr4j.bbg.ZeroSuccessOnlyOptions;

/** Provides {@link ZeroSuccessOnlyGate} as {@code zero-success-only}. */
public final class ZeroSuccessOnlyGateProvider implements UpdateGateProvider<ZeroSuccessOnlyOptions> {

    /** For {@link java.util.ServiceLoader}. */
    public ZeroSuccessOnlyGateProvider() {}

    @Override
    public String id() {
        return "zero-success-only";
    }

    @Override
    public String description() {
        return "Trains only where the evidence holds no success (arXiv 2606.15455, bucket 0/n).";
    }

    @Override
    public Class<ZeroSuccessOnlyOptions> optionsType() {
        return ZeroSuccessOnlyOptions.class;
    }

    @Override
    public UpdateGate create(ZeroSuccessOnlyOptions options) {
        return new ZeroSuccessOnlyGate(options);
    }
}
