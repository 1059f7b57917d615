package org.rlvr4j.bbg.internal;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.UpdateGateProvider;
import org.rlvr4j.bbg.BucketGate;
import org.rlvr4j.bbg.BucketOptions;

/** Provides {@link BucketGate} as {@code bucket}. */
public final class BucketGateProvider implements UpdateGateProvider<BucketOptions> {

    /** For {@link java.util.ServiceLoader}. */
    public BucketGateProvider() {}

    @Override
    public String id() {
        return "bucket";
    }

    @Override
    public String description() {
        return "Trains on groups of chosen success counts or fractions (bucket masks, arXiv 2606.15455).";
    }

    @Override
    public Class<BucketOptions> optionsType() {
        return BucketOptions.class;
    }

    @Override
    public UpdateGate create(BucketOptions options) {
        return new BucketGate(options);
    }
}
