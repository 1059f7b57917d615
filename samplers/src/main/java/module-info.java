/**
 * Which problem next, which token next: problem samplers and token samplers.
 *
 * <p>Every sampler is usable with {@code new} alone; the providers let recipes find it by its id.
 *
 * @provides org.rlvr4j.api.spi.ProblemSamplerProvider {@code epoch-shuffle}, {@code mixture}, {@code sequential}, {@code thompson}
 * @provides org.rlvr4j.api.spi.TokenSamplerProvider {@code greedy}, {@code min-p}, {@code standard}, {@code
 *     temperature}, {@code top-k}, {@code top-p}
 */
module org.rlvr4j.samplers {
    requires static org.apiguardian.api;
    requires transitive org.rlvr4j.api;
    requires static org.jspecify;
    requires commons.math3;

    exports org.rlvr4j.samplers.problem;
    exports org.rlvr4j.samplers.token;

    provides org.rlvr4j.api.spi.ProblemSamplerProvider with
            org.rlvr4j.samplers.internal.EpochShuffleProvider,
            org.rlvr4j.samplers.internal.MixtureProvider,
            org.rlvr4j.samplers.internal.SequentialProvider,
            org.rlvr4j.samplers.internal.ThompsonProvider;
    provides org.rlvr4j.api.spi.TokenSamplerProvider with
            org.rlvr4j.samplers.internal.GreedyProvider,
            org.rlvr4j.samplers.internal.MinPProvider,
            org.rlvr4j.samplers.internal.StandardProvider,
            org.rlvr4j.samplers.internal.TemperatureProvider,
            org.rlvr4j.samplers.internal.TopKProvider,
            org.rlvr4j.samplers.internal.TopPProvider;
}
