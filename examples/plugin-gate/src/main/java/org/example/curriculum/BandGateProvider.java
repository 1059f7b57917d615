package org.example.curriculum;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.UpdateGateProvider;

/** Provides {@link BandGate} as {@code band}. */
public final class BandGateProvider implements UpdateGateProvider<BandOptions> {

    /** For {@link java.util.ServiceLoader}. */
    public BandGateProvider() {}

    @Override
    public String id() {
        return "band";
    }

    @Override
    public String description() {
        return "Trains on groups whose success rate lies in a band.";
    }

    @Override
    public Class<BandOptions> optionsType() {
        return BandOptions.class;
    }

    @Override
    public UpdateGate create(BandOptions options) {
        return new BandGate(options);
    }
}
