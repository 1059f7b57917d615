/**
 * Saturation mathematics and the update gates that are built on it: {@code uniform}, {@code zero-success-only},
 * {@code bbg}, {@code bucket} and {@code non-degenerate}.
 *
 * <p>Every gate is usable with {@code new} alone; the providers let recipes find it by its id.
 *
 * @provides org.rlvr4j.api.spi.UpdateGateProvider one for each gate
 */
module org.rlvr4j.bbg {
    requires static org.apiguardian.api;
    requires transitive org.rlvr4j.api;
    requires static org.jspecify;
    requires commons.math3;

    exports org.rlvr4j.bbg;

    provides org.rlvr4j.api.spi.UpdateGateProvider with
            org.rlvr4j.bbg.internal.UniformGateProvider,
            org.rlvr4j.bbg.internal.ZeroSuccessOnlyGateProvider,
            org.rlvr4j.bbg.internal.BbgGateProvider,
            org.rlvr4j.bbg.internal.BucketGateProvider,
            org.rlvr4j.bbg.internal.NonDegenerateGateProvider;
}
