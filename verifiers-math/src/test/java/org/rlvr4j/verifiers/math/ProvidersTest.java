package org.rlvr4j.verifiers.math;

import java.util.List;
import org.rlvr4j.testkit.ProvidersContract;
import org.rlvr4j.verifiers.math.internal.CountdownSourceProvider;
import org.rlvr4j.verifiers.math.internal.CountdownVerifierProvider;
import org.rlvr4j.verifiers.math.internal.MathVerifierProvider;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(
                new CountdownVerifierProvider(),
                new MathVerifierProvider(),
                new CountdownSourceProvider());
    }
}
