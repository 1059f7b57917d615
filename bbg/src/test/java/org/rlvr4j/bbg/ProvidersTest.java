package org.rlvr4j.bbg;

import java.util.List;
import org.rlvr4j.bbg.internal.BbgGateProvider;
import org.rlvr4j.bbg.internal.BucketGateProvider;
import org.rlvr4j.bbg.internal.NonDegenerateGateProvider;
import org.rlvr4j.bbg.internal.UniformGateProvider;
import org.rlvr4j.bbg.internal.ZeroSuccessOnlyGateProvider;
import org.rlvr4j.testkit.ProvidersContract;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(
                new UniformGateProvider(),
                new ZeroSuccessOnlyGateProvider(),
                new BbgGateProvider(),
                new BucketGateProvider(),
                new NonDegenerateGateProvider());
    }
}
