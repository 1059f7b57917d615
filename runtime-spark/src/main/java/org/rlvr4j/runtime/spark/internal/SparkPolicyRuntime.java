package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.runtime.gpu.shard.ShardedRuntime;
import org.rlvr4j.runtime.spark.SparkOptions;

/** A policy on a cluster: weights and optimiser in this process, shards in the executors. */
public final class SparkPolicyRuntime implements PolicyRuntime {

    private final JavaSparkContext context;
    private final ShardedRuntime policy;
    private final RolloutEngine engine;

    private SparkPolicyRuntime(JavaSparkContext context, ShardedRuntime policy, @Nullable String resolvedRecipe) {
        this.context = context;
        this.policy = policy;
        this.engine = resolvedRecipe == null ? policy.rolloutEngine() : new JudgingSparkEngine(policy, resolvedRecipe);
    }

    /**
     * Connects to a cluster and opens a policy.
     *
     * @param options which cluster
     * @param setup which policy
     * @param resolvedRecipe names the verifier that judges on executors; null where this process judges
     * @return the runtime
     * @throws IOException if the model cannot be read, or the cluster does not answer
     */
    public static SparkPolicyRuntime open(SparkOptions options, ExecutorSetup setup, @Nullable String resolvedRecipe)
            throws IOException {
        JavaSparkContext context = connect(options, setup);
        try {
            ExecutorWatch watch = null;
            if (!SparkContexts.isLocal(options)) {
                watch = new ExecutorWatch(options.master(), options.startTimeoutSeconds());
                context.sc().addSparkListener(watch);
            }
            ShardedRuntime policy = new DjlRuntimeProvider()
                    .openSharded(setup.engine(), setup.spec(), new SparkShards(context, setup, watch));
            return new SparkPolicyRuntime(context, policy, resolvedRecipe);
        } catch (IOException | RuntimeException e) {
            context.stop();
            throw e;
        }
    }

    private static JavaSparkContext connect(SparkOptions options, ExecutorSetup setup) throws IOException {
        SparkConf conf = SparkContexts.conf(options, setup.engine().threads());
        try {
            return new JavaSparkContext(conf);
        } catch (Exception e) {
            // Scala's exceptions are not declared
            throw new IOException("Spark at " + options.master() + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public RolloutEngine rolloutEngine() {
        return engine;
    }

    @Override
    public PolicyLearner learner() {
        return policy.learner();
    }

    @Override
    public void savePolicy(Path folder) throws IOException {
        policy.savePolicy(folder);
    }

    @Override
    public void saveState(Path folder) throws IOException {
        policy.saveState(folder);
    }

    @Override
    public void restoreState(Path folder) throws IOException {
        policy.restoreState(folder);
    }

    @Override
    public void restorePolicy(Path folder) throws IOException {
        policy.restorePolicy(folder);
    }

    @Override
    public int contextLength() {
        return policy.contextLength();
    }

    @Override
    public int[] encodePrompt(String prompt) {
        return policy.encodePrompt(prompt);
    }

    @Override
    public int[] encodeResponse(String response) {
        return policy.encodeResponse(response);
    }

    @Override
    public int[] encodeText(String text) {
        return policy.encodeText(text);
    }

    @Override
    public String decode(int[] tokens) {
        return policy.decode(tokens);
    }

    @Override
    public List<String> tokenPieces(int[] tokens) {
        return policy.tokenPieces(tokens);
    }

    @Override
    public List<float[]> score(List<int[]> sequences) {
        return policy.score(sequences);
    }

    @Override
    public long parameterCount() {
        return policy.parameterCount();
    }

    @Override
    public String description() {
        // the master is not named: a run goes on, on another cluster, to the same bits
        return "Spark " + context.version() + "; in each process " + policy.description();
    }

    @Override
    public void close() {
        ExecutorPolicy.close();
        policy.close();
        context.stop();
    }
}
