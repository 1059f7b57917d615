package org.rlvr4j.samplers.internal;

import java.util.List;
import org.rlvr4j.testkit.ProvidersContract;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(
                new EpochShuffleProvider(),
                new MixtureProvider(),
                new SequentialProvider(),
                new ThompsonProvider(),
                new GreedyProvider(),
                new MinPProvider(),
                new StandardProvider(),
                new TemperatureProvider(),
                new TopKProvider(),
                new TopPProvider());
    }
}
