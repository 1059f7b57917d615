package org.rlvr4j.verifiers.math.countdown;

import java.util.Optional;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.testkit.ProblemSourceContract;

class CountdownSourceContractTest extends ProblemSourceContract {

    @Override
    protected ProblemSource source() {
        return new CountdownSource(OptionSchema.of(CountdownOptions.class).defaults());
    }

    @Override
    protected Optional<Verifier> verifier() {
        return Optional.of(new CountdownVerifier(
                OptionSchema.of(CountdownVerifierOptions.class).defaults()));
    }
}
