package org.rlvr4j.verifiers.math.internal;

import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.ProblemSourceProvider;
import org.rlvr4j.verifiers.math.countdown.CountdownOptions;
import org.rlvr4j.verifiers.math.countdown.CountdownSource;

/** Provides {@link CountdownSource} as {@code countdown}. */
public final class CountdownSourceProvider implements ProblemSourceProvider<CountdownOptions> {

    /** Creates the provider. */
    public CountdownSourceProvider() {}

    @Override
    public String id() {
        return "countdown";
    }

    @Override
    public String description() {
        return "Generates solvable Countdown problems from a seed, held-out ones with other numbers, and "
                + "demonstrations.";
    }

    @Override
    public Class<CountdownOptions> optionsType() {
        return CountdownOptions.class;
    }

    @Override
    public ProblemSource create(CountdownOptions options) {
        return new CountdownSource(options);
    }
}
