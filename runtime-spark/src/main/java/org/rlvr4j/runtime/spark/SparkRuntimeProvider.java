package org.rlvr4j.runtime.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.api.spi.RunPlacement;
import org.rlvr4j.api.spi.RunPlacementProvider;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.runtime.spark.internal.AbsolutePaths;
import org.rlvr4j.runtime.spark.internal.ExecutorSetup;
import org.rlvr4j.runtime.spark.internal.SparkPolicyRuntime;
import org.rlvr4j.runtime.spark.internal.SparkRunPlacement;

/** Opens policies whose shards the executors of a Spark cluster compute. */
public final class SparkRuntimeProvider
        implements PolicyRuntimeProvider<SparkOptions>, RunPlacementProvider<SparkOptions> {

    private final DjlRuntimeProvider engine = new DjlRuntimeProvider();

    /** Creates the provider. */
    public SparkRuntimeProvider() {}

    @Override
    public String id() {
        return "spark";
    }

    @Override
    public String description() {
        return "A policy whose shards the executors of a Spark cluster sample, judge and differentiate; the optimiser is in"
                + " this process.";
    }

    @Override
    public Class<SparkOptions> optionsType() {
        return SparkOptions.class;
    }

    @Override
    public PolicyRuntime open(SparkOptions options, PolicySpec spec) throws IOException {
        return open(options, spec, null);
    }

    @Override
    public PolicyRuntime open(SparkOptions options, PolicySpec spec, @Nullable PortableRecipe recipe)
            throws IOException {
        return SparkPolicyRuntime.open(options, new ExecutorSetup(engineOf(options), AbsolutePaths.of(spec)), recipe);
    }

    @Override
    public PolicyRuntime openHere(SparkOptions options, PolicySpec spec) throws IOException {
        return engine.open(engineOf(options), spec);
    }

    /** An executor has one core, and the number of threads changes rounding: it must not depend on the machine. */
    private static DjlOptions engineOf(SparkOptions options) {
        DjlOptions engine = options.engine();
        return new DjlOptions(
                engine.device(),
                Math.max(1, engine.threads()),
                engine.generationTokens(),
                engine.microBatchTokens(),
                engine.logitElements(),
                engine.recompute(),
                engine.dtype());
    }

    @Override
    public SortedMap<String, String> inOneProcess(SparkOptions options) {
        SortedMap<String, String> texts = OptionSchema.of(DjlOptions.class).texts(engineOf(options));
        texts.put("id", engine.id());
        return texts;
    }

    @Override
    public RunPlacement connect(SparkOptions options) throws IOException {
        return SparkRunPlacement.connect(options, engineOf(options).threads());
    }

    @Override
    public Optional<PolicyPlan> plan(SparkOptions options, PolicySpec spec) throws IOException {
        return engine.plan(engineOf(options), spec);
    }

    @Override
    public void initialise(SparkOptions options, Path folder, ModelShape shape, String alphabet, long seed)
            throws IOException {
        engine.initialise(engineOf(options), folder, shape, alphabet, seed);
    }

    @Override
    public SortedMap<String, String> diagnose(SparkOptions options) {
        SortedMap<String, String> facts = engine.diagnose(engineOf(options));
        facts.put("Spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
        facts.put("Spark's master", options.master());
        return facts;
    }
}
