package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.ForwardingPolicyRuntime;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.spi.PluginCode;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.runtime.gpu.shard.ShardedRuntime;
import org.rlvr4j.runtime.spark.SparkOptions;

/** A policy on a cluster: weights and optimiser in this process, shards in the executors. */
public final class SparkPolicyRuntime extends ForwardingPolicyRuntime {

    private final SharedContext shared;
    private final RolloutEngine engine;
    private final boolean rolloutsByExecutors;
    private boolean uiTold;

    private SparkPolicyRuntime(
            SharedContext shared, ShardedRuntime policy, RolloutEngine engine, boolean rolloutsByExecutors) {
        super(policy);
        this.shared = shared;
        this.engine = engine;
        this.rolloutsByExecutors = rolloutsByExecutors;
    }

    /**
     * Connects to a cluster and opens a policy.
     *
     * @param options which cluster
     * @param setup which policy
     * @param recipe names the verifier that judges on executors; null where this process judges
     * @return the runtime
     * @throws IOException if the model cannot be read, or the cluster cannot be used
     */
    public static SparkPolicyRuntime open(SparkOptions options, ExecutorSetup setup, @Nullable PortableRecipe recipe)
            throws IOException {
        List<PluginCode> plugins = recipe == null ? List.of() : recipe.plugins();
        ShippedPlugins shipped = ShippedPlugins.of(plugins);
        SharedContext shared = SharedContext.open(options, setup.engine().threads());
        try {
            SparkShards shards = new SparkShards(shared.context(), setup, shared.watch(), options, plugins, shipped);
            ShardedRuntime policy = new DjlRuntimeProvider().openSharded(setup.engine(), setup.spec(), shards);
            RolloutEngine engine = recipe == null
                    ? policy.rolloutEngine()
                    : new JudgingSparkEngine(policy, shards, recipe.resolvedText(), shipped.hashes());
            return new SparkPolicyRuntime(shared, policy, engine, options.rolloutsByExecutors());
        } catch (IOException | RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    /** Says once where the cluster can be watched. */
    @Override
    public List<String> notices() {
        if (uiTold || shared.context().sc().uiWebUrl().isEmpty()) {
            return List.of();
        }
        uiTold = true;
        return List.of(
                "Spark's own page is at " + shared.context().sc().uiWebUrl().get() + " while this runs");
    }

    @Override
    public boolean logRollouts(Path folder, int every) {
        if (rolloutsByExecutors && engine instanceof JudgingSparkEngine judging) {
            judging.logTo(folder, every);
            return true;
        }
        return false;
    }

    @Override
    public RolloutEngine rolloutEngine() {
        return engine;
    }

    @Override
    public RolloutEngine trainingRollouts() {
        return engine;
    }

    @Override
    public String description() {
        // the master is not named: a run goes on, on another cluster, to the same bits
        return "Spark " + shared.context().version() + "; in each process " + super.description();
    }

    @Override
    public void close() {
        super.close();
        shared.close();
    }
}
