package org.rlvr4j.examples.gate;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.UpdateGateProvider;

/** Provides {@link PlugInGate} as {@code plug-in}. */
public final class PlugInGateProvider implements UpdateGateProvider<PlugInOptions> {

    /** For {@link java.util.ServiceLoader}. */
    public PlugInGateProvider() {}

    @Override
    public String id() {
        return "plug-in";
    }

    @Override
    public String description() {
        return "Weights a group by (1 - m/n)^(K-1), the marginal contribution at the estimate m/n.";
    }

    @Override
    public Class<PlugInOptions> optionsType() {
        return PlugInOptions.class;
    }

    @Override
    public UpdateGate create(PlugInOptions options) {
        return new PlugInGate(options);
    }
}
