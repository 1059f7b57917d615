package org.rlvr4j.runtime.gpu;

import java.util.List;
import org.rlvr4j.testkit.ProvidersContract;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(
                new DjlRuntimeProvider());
    }
}
