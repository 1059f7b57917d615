/**
 * Pass@k and its relatives with intervals, and advantage estimators.
 *
 * <p>{@link org.rlvr4j.estimators.passatk} measures, {@link org.rlvr4j.estimators.bootstrap} says how certain the
 * measurement is and compares two policies, {@link org.rlvr4j.estimators.comparison} judges many comparisons over seeds and
 * problems, {@link org.rlvr4j.estimators.advantage} turns rewards into what a policy
 * learns from. Each strategy is usable with {@code new} alone.
 */
module org.rlvr4j.estimators {
    requires static org.apiguardian.api;
    requires transitive org.rlvr4j.api;
    requires commons.math3;

    exports org.rlvr4j.estimators.advantage;
    exports org.rlvr4j.estimators.bootstrap;
    exports org.rlvr4j.estimators.comparison;
    exports org.rlvr4j.estimators.passatk;

    provides org.rlvr4j.api.spi.PassAtKProvider with
            org.rlvr4j.estimators.internal.PassAtKProviders.PassAtKEntry,
            org.rlvr4j.estimators.internal.PassAtKProviders.PassPowerKEntry,
            org.rlvr4j.estimators.internal.PassAtKProviders.GPassAtKEntry,
            org.rlvr4j.estimators.internal.PassAtKProviders.MajorityAtKEntry,
            org.rlvr4j.estimators.internal.PassAtKProviders.CoverAtTauEntry,
            org.rlvr4j.estimators.internal.PassAtKProviders.BayesAtNEntry;
    provides org.rlvr4j.api.spi.AdvantageProvider with
            org.rlvr4j.estimators.internal.AdvantageProviders.WReinforceEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.PsrEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.NsrEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.GrpoEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.DrGrpoEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.RlooEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.ReinforcePlusPlusEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.MaxRlEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.PassAtKTrainingEntry,
            org.rlvr4j.estimators.internal.AdvantageProviders.PkpoEntry;
}
