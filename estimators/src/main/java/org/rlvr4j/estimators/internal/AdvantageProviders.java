package org.rlvr4j.estimators.internal;

import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.spi.AdvantageProvider;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.estimators.advantage.DrGrpo;
import org.rlvr4j.estimators.advantage.Grpo;
import org.rlvr4j.estimators.advantage.MaxRl;
import org.rlvr4j.estimators.advantage.NormalisationOptions;
import org.rlvr4j.estimators.advantage.Nsr;
import org.rlvr4j.estimators.advantage.PassAtKTraining;
import org.rlvr4j.estimators.advantage.PassAtKTrainingOptions;
import org.rlvr4j.estimators.advantage.Pkpo;
import org.rlvr4j.estimators.advantage.PkpoOptions;
import org.rlvr4j.estimators.advantage.Psr;
import org.rlvr4j.estimators.advantage.ReinforcePlusPlus;
import org.rlvr4j.estimators.advantage.Rloo;
import org.rlvr4j.estimators.advantage.WReinforce;
import org.rlvr4j.estimators.advantage.WReinforceOptions;

/** The providers of advantage estimators, one line of facts each. */
public final class AdvantageProviders {

    private AdvantageProviders() {}

    /** Provides {@link WReinforce}. */
    public static final class WReinforceEntry extends Entry<AdvantageEstimator, WReinforceOptions>
            implements AdvantageProvider<WReinforceOptions> {
        /** Creates the provider. */
        public WReinforceEntry() {
            super(
                    "w-reinforce",
                    "+lambda for a correct rollout, -1 for a wrong one, no baseline (arXiv 2506.01347).",
                    WReinforceOptions.class,
                    WReinforce::new);
        }
    }

    /** Provides {@link Psr}. */
    public static final class PsrEntry extends Entry<AdvantageEstimator, NoOptions>
            implements AdvantageProvider<NoOptions> {
        /** Creates the provider. */
        public PsrEntry() {
            super(
                    "psr",
                    "+1 for a correct rollout, 0 for a wrong one (arXiv 2506.01347).",
                    NoOptions.class,
                    options -> new Psr());
        }
    }

    /** Provides {@link Nsr}. */
    public static final class NsrEntry extends Entry<AdvantageEstimator, NoOptions>
            implements AdvantageProvider<NoOptions> {
        /** Creates the provider. */
        public NsrEntry() {
            super(
                    "nsr",
                    "0 for a correct rollout, -1 for a wrong one (arXiv 2506.01347).",
                    NoOptions.class,
                    options -> new Nsr());
        }
    }

    /** Provides {@link Grpo}. */
    public static final class GrpoEntry extends Entry<AdvantageEstimator, NormalisationOptions>
            implements AdvantageProvider<NormalisationOptions> {
        /** Creates the provider. */
        public GrpoEntry() {
            super(
                    "grpo",
                    "Reward minus the mean of its group, over the standard deviation of the group (arXiv 2402.03300).",
                    NormalisationOptions.class,
                    Grpo::new);
        }
    }

    /** Provides {@link DrGrpo}. */
    public static final class DrGrpoEntry extends Entry<AdvantageEstimator, NoOptions>
            implements AdvantageProvider<NoOptions> {
        /** Creates the provider. */
        public DrGrpoEntry() {
            super(
                    "dr-grpo",
                    "Reward minus the mean of its group (arXiv 2503.20783).",
                    NoOptions.class,
                    options -> new DrGrpo());
        }
    }

    /** Provides {@link Rloo}. */
    public static final class RlooEntry extends Entry<AdvantageEstimator, NoOptions>
            implements AdvantageProvider<NoOptions> {
        /** Creates the provider. */
        public RlooEntry() {
            super(
                    "rloo",
                    "Reward minus the mean of the other rollouts of its group (arXiv 2402.14740).",
                    NoOptions.class,
                    options -> new Rloo());
        }
    }

    /** Provides {@link ReinforcePlusPlus}. */
    public static final class ReinforcePlusPlusEntry extends Entry<AdvantageEstimator, NormalisationOptions>
            implements AdvantageProvider<NormalisationOptions> {
        /** Creates the provider. */
        public ReinforcePlusPlusEntry() {
            super(
                    "reinforce-plus-plus",
                    "Reward normalised over all rollouts of the batch (arXiv 2501.03262).",
                    NormalisationOptions.class,
                    ReinforcePlusPlus::new);
        }
    }

    /** Provides {@link MaxRl}. */
    public static final class MaxRlEntry extends Entry<AdvantageEstimator, NoOptions>
            implements AdvantageProvider<NoOptions> {
        /** Creates the provider. */
        public MaxRlEntry() {
            super(
                    "max-rl",
                    "Reward minus the mean of its group, over that mean (arXiv 2602.02710).",
                    NoOptions.class,
                    options -> new MaxRl());
        }
    }

    /** Provides {@link PassAtKTraining}. */
    public static final class PassAtKTrainingEntry extends Entry<AdvantageEstimator, PassAtKTrainingOptions>
            implements AdvantageProvider<PassAtKTrainingOptions> {
        /** Creates the provider. */
        public PassAtKTrainingEntry() {
            super(
                    "pass-at-k-training",
                    "Advantage of the k-subsets that hold a rollout, normalised (arXiv 2508.10751).",
                    PassAtKTrainingOptions.class,
                    PassAtKTraining::new);
        }
    }

    /** Provides {@link Pkpo}. */
    public static final class PkpoEntry extends Entry<AdvantageEstimator, PkpoOptions>
            implements AdvantageProvider<PkpoOptions> {
        /** Creates the provider. */
        public PkpoEntry() {
            super(
                    "pkpo",
                    "Transformed rewards with an unbiased gradient of Pass@k, less a baseline (arXiv 2505.15201).",
                    PkpoOptions.class,
                    Pkpo::new);
        }
    }
}
