package org.rlvr4j.verifiers.code;

import java.util.List;
import org.rlvr4j.testkit.ProvidersContract;
import org.rlvr4j.verifiers.code.internal.CodeVerifierProvider;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(
                new CodeVerifierProvider());
    }
}
