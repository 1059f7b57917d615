package org.rlvr4j.runtime.spark;

import java.util.List;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;

/** Options of a cluster with the defaults of all that a test does not name. */
public final class UsualOptions {

    private UsualOptions() {}

    /** Those of a master, with the memory of an executor and the file of the secret. */
    public static SparkOptions of(String master, String memory, String secretFile, String... properties) {
        return new SparkOptions(
                master,
                0,
                memory,
                30,
                120,
                SparkOptions.WeightsTransfer.WHOLE,
                DjlOptions.DataTypeChoice.FLOAT32,
                false,
                secretFile,
                List.of(properties),
                OptionSchema.of(DjlOptions.class).defaults());
    }
}
