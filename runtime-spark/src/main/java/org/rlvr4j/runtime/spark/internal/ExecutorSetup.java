package org.rlvr4j.runtime.spark.internal;

import java.io.Serializable;
import java.util.UUID;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.runtime.gpu.DjlOptions;

/**
 * What an executor must know to open its copy of the policy.
 *
 * @param id tells this runtime's policy from those of others in the same process
 * @param engine where to run
 * @param spec which policy
 */
public record ExecutorSetup(UUID id, DjlOptions engine, PolicySpec spec) implements Serializable {

    /**
     * A new runtime's.
     *
     * @param engine where to run
     * @param spec which policy
     */
    public ExecutorSetup(DjlOptions engine, PolicySpec spec) {
        this(UUID.randomUUID(), engine, spec);
    }
}
