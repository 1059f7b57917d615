package org.rlvr4j.estimators.internal;

import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.PassAtKProvider;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.passatk.BayesAtN;
import org.rlvr4j.estimators.passatk.CoverAtTau;
import org.rlvr4j.estimators.passatk.CoverAtTauOptions;
import org.rlvr4j.estimators.passatk.GPassAtK;
import org.rlvr4j.estimators.passatk.GPassAtKOptions;
import org.rlvr4j.estimators.passatk.MajorityAtK;
import org.rlvr4j.estimators.passatk.MajorityAtKOptions;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.estimators.passatk.PassPowerK;

/** The providers of Pass@k and its relatives, one line of facts each. */
public final class PassAtKProviders {

    private PassAtKProviders() {}

    /** Provides {@link PassAtK}. */
    public static final class PassAtKEntry extends Entry<PassAtKEstimator, BootstrapOptions>
            implements PassAtKProvider<BootstrapOptions> {
        /** Creates the provider. */
        public PassAtKEntry() {
            super(
                    "pass-at-k",
                    "Probability that at least one of k samples is correct, unbiased (arXiv 2107.03374).",
                    BootstrapOptions.class,
                    PassAtK::new);
        }
    }

    /** Provides {@link PassPowerK}. */
    public static final class PassPowerKEntry extends Entry<PassAtKEstimator, BootstrapOptions>
            implements PassAtKProvider<BootstrapOptions> {
        /** Creates the provider. */
        public PassPowerKEntry() {
            super(
                    "pass-power-k",
                    "Probability that all of k samples are correct, unbiased (arXiv 2406.12045).",
                    BootstrapOptions.class,
                    PassPowerK::new);
        }
    }

    /** Provides {@link GPassAtK}. */
    public static final class GPassAtKEntry extends Entry<PassAtKEstimator, GPassAtKOptions>
            implements PassAtKProvider<GPassAtKOptions> {
        /** Creates the provider. */
        public GPassAtKEntry() {
            super(
                    "g-pass-at-k",
                    "Probability that at least a share tau of k samples is correct, unbiased (arXiv 2412.13147).",
                    GPassAtKOptions.class,
                    GPassAtK::new);
        }
    }

    /** Provides {@link MajorityAtK}. */
    public static final class MajorityAtKEntry extends Entry<PassAtKEstimator, MajorityAtKOptions>
            implements PassAtKProvider<MajorityAtKOptions> {
        /** Creates the provider. */
        public MajorityAtKEntry() {
            super(
                    "majority-at-k",
                    "Probability that the most frequent answer of k samples is correct (arXiv 2203.11171).",
                    MajorityAtKOptions.class,
                    MajorityAtK::new);
        }
    }

    /** Provides {@link CoverAtTau}. */
    public static final class CoverAtTauEntry extends Entry<PassAtKEstimator, CoverAtTauOptions>
            implements PassAtKProvider<CoverAtTauOptions> {
        /** Creates the provider. */
        public CoverAtTauEntry() {
            super(
                    "cover-at-tau",
                    "Share of problems with at least a share tau of their samples correct (arXiv 2510.08325).",
                    CoverAtTauOptions.class,
                    CoverAtTau::new);
        }
    }

    /** Provides {@link BayesAtN}. */
    public static final class BayesAtNEntry extends Entry<PassAtKEstimator, NoOptions>
            implements PassAtKProvider<NoOptions> {
        /** Creates the provider. */
        public BayesAtNEntry() {
            super(
                    "bayes-at-n",
                    "Posterior mean of accuracy with a credible interval (arXiv 2510.04265).",
                    NoOptions.class,
                    options -> new BayesAtN());
        }
    }
}
