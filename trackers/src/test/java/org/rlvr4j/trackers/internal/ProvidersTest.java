package org.rlvr4j.trackers.internal;

import java.util.List;
import java.util.Optional;
import org.rlvr4j.testkit.ProvidersContract;
import org.rlvr4j.trackers.MlflowOptions;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(
                new MlflowProvider(),
                new TensorBoardProvider());
    }

    @Override
    protected Optional<? extends Record> options(Object provider) {
        return provider instanceof MlflowProvider
                ? Optional.of(new MlflowOptions("http://127.0.0.1:9", "test"))
                : super.options(provider);
    }
}
