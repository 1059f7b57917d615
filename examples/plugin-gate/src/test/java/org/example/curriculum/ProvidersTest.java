package org.example.curriculum;

import java.util.List;
import org.rlvr4j.testkit.ProvidersContract;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(new BandGateProvider(), new LastNumberVerifierProvider());
    }
}
