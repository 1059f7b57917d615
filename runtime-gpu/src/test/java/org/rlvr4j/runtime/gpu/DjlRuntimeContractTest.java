package org.rlvr4j.runtime.gpu;

import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.testkit.PolicyRuntimeContract;

class DjlRuntimeContractTest extends PolicyRuntimeContract {

    @Override
    protected PolicyRuntimeProvider<?> provider() {
        return new DjlRuntimeProvider();
    }

    @Override
    protected Record options() {
        return new DjlOptions(
                DjlOptions.DeviceChoice.CPU,
                1,
                1024,
                1024,
                1 << 20,
                DjlOptions.Recompute.NONE,
                DjlOptions.DataTypeChoice.FLOAT32);
    }
}
