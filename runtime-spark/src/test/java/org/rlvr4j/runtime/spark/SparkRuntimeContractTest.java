package org.rlvr4j.runtime.spark;

import java.util.List;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.testkit.PolicyRuntimeContract;

class SparkRuntimeContractTest extends PolicyRuntimeContract {

    @Override
    protected PolicyRuntimeProvider<?> provider() {
        return new SparkRuntimeProvider();
    }

    @Override
    protected Record options() {
        return new SparkOptions(
                "local[1]",
                0,
                "1g",
                30,
                120,
                SparkOptions.WeightsTransfer.WHOLE,
                DjlOptions.DataTypeChoice.FLOAT32,
                false,
                "",
                List.of(),
                new DjlOptions(
                        DjlOptions.DeviceChoice.CPU,
                        1,
                        1024,
                        1024,
                        1 << 20,
                        DjlOptions.Recompute.NONE,
                        DjlOptions.DataTypeChoice.FLOAT32));
    }
}
