package org.rlvr4j.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlvr4j.documentation.UpdateWeights.probability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.bbg.BetaPrior;
import org.rlvr4j.bbg.BoundaryUtility;
import org.rlvr4j.bbg.EvidenceKind;
import org.rlvr4j.bbg.UniformGate;
import org.rlvr4j.bbg.ZeroSuccessOnlyGate;
import org.rlvr4j.bbg.ZeroSuccessOnlyOptions;
import org.rlvr4j.estimators.advantage.Grpo;
import org.rlvr4j.estimators.advantage.NormalisationOptions;
import org.rlvr4j.estimators.advantage.Nsr;
import org.rlvr4j.estimators.advantage.Psr;
import org.rlvr4j.estimators.advantage.WReinforce;
import org.rlvr4j.estimators.advantage.WReinforceOptions;
import org.rlvr4j.estimators.passatk.PassAtK;

/** Checks each numbered formula of docs/mathematics.md, in a method of its number, and that its pictures are the code's. */
final class MathematicsTest {

    private static final String PAGE = "docs/mathematics.md";
    private static final double[] PS = {0.02, 0.3, 0.5, 0.85};
    private static final int[] KS = {1, 2, 5, 16, 64};
    private static final int N = 8;
    private static final List<BetaPrior> PRIORS =
            List.of(BetaPrior.UNIFORM, new BetaPrior(0.5, 0.5), new BetaPrior(2, 3.5));

    @Test
    void everyFormulaOfThePageHasACheck() throws IOException {
        TreeSet<Integer> numbered = Pattern.compile("^> \\*\\*\\(([0-9]+)\\)\\*\\*", Pattern.MULTILINE)
                .matcher(Pages.text(PAGE))
                .results()
                .map(result -> Integer.valueOf(result.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<Integer> checked = Arrays.stream(MathematicsTest.class.getDeclaredMethods())
                .map(method -> Pattern.compile("formula([0-9]+)([0-9]{2})?").matcher(method.getName()))
                .filter(java.util.regex.Matcher::matches)
                .map(name -> Integer.valueOf(name.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(numbered, checked);
    }

    @Test
    void picturesAreWhatTheCodeDraws() throws IOException {
        for (Map.Entry<String, String> picture : SaturationPlots.all().entrySet()) {
            Path file = Pages.ROOT.resolve("docs/images").resolve(picture.getKey());
            if (Boolean.getBoolean("docs.write")) {
                Files.writeString(file, picture.getValue());
            }
            assertTrue(Pages.text(PAGE).contains("(images/" + picture.getKey() + ")"), picture.getKey());
            assertEquals(picture.getValue(), Files.readString(file), file + ": see CONTRIBUTING");
        }
    }

    /** The chance that all of k samples are wrong, by its definition. */
    @Test
    void formula1() {
        for (double p : PS) {
            double allWrong = 1;
            for (int k = 1; k <= 5; k++) {
                allWrong *= 1 - p;
                assertEquals(1 - probability(0, k, p), 1 - allWrong, 1e-15);
            }
        }
    }

    /** By counting subsets. */
    @Test
    void formula2() {
        int n = 9;
        for (int c = 0; c <= n; c++) {
            for (int k = 1; k <= n; k++) {
                int subsets = 0;
                int hits = 0;
                for (int subset = 0; subset < 1 << n; subset++) {
                    if (Integer.bitCount(subset) == k) {
                        subsets++;
                        hits += (subset & ((1 << c) - 1)) == 0 ? 0 : 1;
                    }
                }
                assertEquals((double) hits / subsets, PassAtK.unbiased(n, c, k), 1e-12);
            }
        }
    }

    @Test
    void formula3() {
        for (double p : PS) {
            for (int k = 1; k <= N; k++) {
                double mean = 0;
                double plugIn = 0;
                for (int c = 0; c <= N; c++) {
                    mean += probability(c, N, p) * PassAtK.missProbability(N, c, k);
                    plugIn += probability(c, N, p) * (1 - Math.pow(1 - (double) c / N, k));
                }
                assertEquals(Math.pow(1 - p, k), mean, 1e-12);
                assertTrue(k == 1 || plugIn < 1 - Math.pow(1 - p, k), "the plug-in estimate is too low");
            }
        }
    }

    @Test
    void formula4() {
        double h = 1e-6;
        for (double p : PS) {
            for (int k : KS) {
                double slope = (Math.pow(1 - p + h, k) - Math.pow(1 - p - h, k)) / (2 * h);
                assertEquals(slope, BoundaryUtility.marginalContribution(p, k), 1e-5 * Math.max(1, slope));
            }
        }
        assertEquals(0.000488, BoundaryUtility.marginalContribution(0.5, 16), 5e-7);
        assertEquals(16, BoundaryUtility.marginalContribution(0, 16));
    }

    /** The posterior's mean, by integrating prior times likelihood. */
    @Test
    void formula5() {
        for (BetaPrior prior : PRIORS) {
            for (int m = 1; m < N; m++) {
                assertEquals((prior.a() + m) / (prior.a() + prior.b() + N), posteriorMean(prior, m, p -> p), 1e-6);
            }
        }
    }

    private static double posteriorMean(BetaPrior prior, int m, DoubleUnaryOperator f) {
        int steps = 20_000;
        double above = 0;
        double below = 0;
        for (int i = 0; i < steps; i++) {
            double p = (i + 0.5) / steps;
            double density = Math.pow(p, m + prior.a() - 1) * Math.pow(1 - p, N - m + prior.b() - 1);
            above += density * f.applyAsDouble(p);
            below += density;
        }
        return above / below;
    }

    @Test
    void formula6() {
        for (BetaPrior prior : PRIORS) {
            for (int k : KS) {
                BoundaryUtility utility = new BoundaryUtility(prior, k);
                for (int m = 1; m < N; m++) {
                    double integral = posteriorMean(prior, m, p -> BoundaryUtility.marginalContribution(p, k));
                    assertEquals(integral, utility.utility(m, N), 1e-4 * Math.max(integral, 1e-3));
                }
            }
        }
    }

    @Test
    void formula7() {
        for (int k : KS) {
            for (int m = 0; m <= N; m++) {
                double product = k;
                for (int j = 1; j < k; j++) {
                    product *= (double) (N - m + j) / (N + 1 + j);
                }
                assertEquals(product, new BoundaryUtility(k).utility(m, N), 1e-12 * product);
            }
        }
    }

    @Test
    void formula8() {
        for (BetaPrior prior : PRIORS) {
            for (int k : KS) {
                BoundaryUtility utility = new BoundaryUtility(prior, k);
                for (int m = 0; m < N; m++) {
                    double factor = (prior.b() + N - m - 1) / (prior.b() + N - m + k - 2);
                    assertEquals(factor, utility.utility(m + 1, N) / utility.utility(m, N), 1e-11);
                    assertTrue(k == 1 || factor < 1);
                }
            }
        }
        assertEquals(8.0 / 23, new BoundaryUtility(16).relativeToZeroSuccesses(1, N), 1e-12);
        assertEquals(8.0 / 263, new BoundaryUtility(256).relativeToZeroSuccesses(1, N), 1e-12);
    }

    @Test
    void formula9() {
        for (int m = 0; m <= N; m++) {
            assertEquals(1, new BoundaryUtility(new BetaPrior(2, 3), 1).utility(m, N), 1e-12);
        }
    }

    @Test
    void formula10() {
        double n = 1e8;
        for (double p : PS) {
            double limit = BoundaryUtility.marginalContribution(p, 16);
            assertEquals(limit, new BoundaryUtility(16).utility(p * n, n), 1e-4 * limit);
        }
    }

    @Test
    void formula11() {
        int k = 1_000_000;
        for (int m = 0; m <= 3; m++) {
            // Γ(n + 2)/Γ(n + 1 − m) under the uniform prior
            double limit = 1;
            for (int i = 0; i <= m; i++) {
                limit *= N + 1 - i;
            }
            assertEquals(limit, new BoundaryUtility(k).utility(m, N) * Math.pow(k, m), 1e-3 * limit);
        }
        assertEquals(N + 1, new BoundaryUtility(k).utility(0, N), 1e-3);
        // another prior, Γ(1/2 + 2 + 8)/Γ(2 + 8) = 9.5 · 8.5 ⋯ 0.5 · Γ(1/2)/9!
        double gammas = Math.sqrt(Math.PI);
        for (int i = 0; i < 10; i++) {
            gammas *= (i + 0.5) / Math.max(1, i);
        }
        assertEquals(
                gammas, new BoundaryUtility(new BetaPrior(0.5, 2), k).utility(0, N) * Math.pow(k, -0.5), 1e-3 * gammas);
    }

    /** The binomial probability averaged over the prior. */
    @Test
    void formula12() {
        for (int m = 0; m <= N; m++) {
            int count = m;
            double mean = 0;
            int steps = 10_000;
            for (int i = 0; i < steps; i++) {
                mean += probability(count, N, (i + 0.5) / steps) / steps;
            }
            assertEquals(1.0 / (N + 1), mean, 1e-8);
        }
    }

    @Test
    void formula13() {
        for (int k : KS) {
            double sum = 0;
            for (int m = 0; m <= N; m++) {
                sum += new BoundaryUtility(k).utility(m, N);
            }
            assertEquals(N + 1, sum, 1e-11);
        }
        assertEquals(1, new BoundaryUtility(16).utility(0, 0), 1e-12);
    }

    @Test
    void formula14() {
        for (BetaPrior prior : PRIORS) {
            for (int k : KS) {
                double sum = 0;
                for (int m = 0; m <= N; m++) {
                    sum += new BoundaryUtility(prior, k).share(m, N);
                }
                assertEquals(1, sum, 1e-10);
            }
        }
        for (int k : KS) {
            for (int m = 0; m <= N; m++) {
                // BB(m; n, 1, K) = C(n, m) B(1 + m, K + n − m)/B(1, K)
                double share = (double) k / (k + N);
                for (int i = 0; i < m; i++) {
                    share *= (double) (N - i) / (k + N - 1 - i);
                }
                assertEquals(share, new BoundaryUtility(k).share(m, N), 1e-12);
            }
        }
    }

    @Test
    void formula15() throws IOException {
        int[] ks = {4, 16, 64, 256};
        int[] last = Arrays.stream(ks)
                .map(k -> SaturationPlots.lastActive(new BoundaryUtility(k), N, 0.01))
                .toArray();
        MatchResult stated = Pattern.compile(
                        "m\\* = ([0-9]+) for K = 4, ([0-9]+) for K = 16, ([0-9]+) for K = 64, ([0-9]+) for K = 256")
                .matcher(Pages.text(PAGE))
                .results()
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < ks.length; i++) {
            assertEquals(Integer.parseInt(stated.group(i + 1)), last[i], "K = " + ks[i]);
            for (int m = 0; m <= N; m++) {
                assertEquals(
                        m <= last[i],
                        UpdateWeights.weight(SaturationPlots.bbg(ks[i]), m, N) > 0,
                        "the gate at m = " + m + ", K = " + ks[i]);
            }
        }
    }

    @Test
    void formula16() {
        for (int n : new int[] {1, 8, 100}) {
            assertEquals(16.0 / (n + 16), new BoundaryUtility(16).share(0, n), 1e-12);
        }
    }

    @Test
    void formula17() {
        assertEquals(0.64, SaturationPlots.saturated(0.5, N, 3), 0.005);
        assertEquals(0.94, SaturationPlots.saturated(0.7, N, 3), 0.005);
        for (int last : new int[] {1, 3, 6}) {
            assertEquals(0.5, SaturationPlots.saturated((last + 0.5) / N, N, last), 0.06);
        }
    }

    /** A policy of two responses, p = 1/(1 + e^−θ): its expected step over all outcomes of a group. */
    @Test
    void formula18() {
        Grpo grpo = grpo();
        for (double p : PS) {
            double step = 0;
            for (int outcome = 0; outcome < 1 << N; outcome++) {
                int m = Integer.bitCount(outcome);
                double[] advantages = grpo.estimate(List.of(UpdateWeights.group(m, N)))[0];
                double weight = UpdateWeights.weight(SaturationPlots.bbg(16), m, N);
                double sum = 0;
                for (int i = 0; i < N; i++) {
                    sum += i < m ? advantages[i] * (1 - p) : -advantages[i] * p;
                }
                step += Math.pow(p, m) * Math.pow(1 - p, N - m) * weight * sum / N;
            }
            double slope = p * (1 - p);
            assertEquals(step / slope, UpdateWeights.factor(p, N, grpo, SaturationPlots.bbg(16)), 1e-9);
        }
    }

    @Test
    void formula19() {
        for (double p : PS) {
            assertEquals(1.1, uniform(p, new WReinforce(new WReinforceOptions(0.1))), 1e-9);
            assertEquals(1, uniform(p, new Psr()), 1e-9);
            assertEquals(1, uniform(p, new Nsr()), 1e-9);
        }
    }

    private static Grpo grpo() {
        return new Grpo(new NormalisationOptions(0));
    }

    private static double uniform(double p, AdvantageEstimator estimator) {
        return UpdateWeights.factor(p, N, estimator, new UniformGate());
    }

    @Test
    void formula20() {
        for (int m = 1; m < N; m++) {
            double rate = (double) m / N;
            double[] advantages = grpo().estimate(List.of(UpdateWeights.group(m, N)))[0];
            assertEquals(Math.sqrt((1 - rate) / rate), advantages[0], 1e-12);
            assertEquals(-Math.sqrt(rate / (1 - rate)), advantages[N - 1], 1e-12);
        }
        assertEquals(Math.sqrt(N - 1), uniform(1e-9, grpo()), 1e-6);
        assertEquals(Math.sqrt(N - 1), uniform(1 - 1e-9, grpo()), 1e-6);
        for (double p : new double[] {0.3, 0.5, 0.8}) {
            assertEquals(uniform(p, grpo()), uniform(1 - p, grpo()), 1e-9);
            assertEquals(1 / Math.sqrt(p * (1 - p)), UpdateWeights.factor(p, 400, grpo(), new UniformGate()), 0.01);
        }
        double ratio = BoundaryUtility.marginalContribution(0.1, 16) / BoundaryUtility.marginalContribution(0.9, 16);
        assertEquals(14, Math.log10(ratio), 0.5);
    }

    @Test
    void formula21() {
        BoundaryUtility utility = new BoundaryUtility(16);
        for (int m = 0; m <= N; m++) {
            assertEquals(
                    m <= 3 ? utility.utility(m, N) : 0, UpdateWeights.weight(SaturationPlots.bbg(16), m, N), 1e-12);
        }
        double last = Double.POSITIVE_INFINITY;
        for (double p = 0.1; p < 0.95; p += 0.05) {
            double factor = UpdateWeights.factor(p, N, grpo(), SaturationPlots.bbg(16));
            assertTrue(factor < last, "falls with p, at " + p);
            last = factor;
        }
    }

    /** By the gate's own weights: with leave-one-out, m = 1 keeps the one success and m = 0 everything. */
    @Test
    void formula22() {
        ZeroSuccessOnlyGate gate = new ZeroSuccessOnlyGate(new ZeroSuccessOnlyOptions(EvidenceKind.LEAVE_ONE_OUT, 0.5));
        for (double p : PS) {
            double step = 0;
            for (int m = 1; m <= N; m++) {
                double weight = UpdateWeights.weight(gate, m, N);
                step += probability(m, N, p) * weight * m / N / p;
            }
            assertEquals(Math.pow(1 - p, N - 1), step, 1e-12);
            assertEquals(BoundaryUtility.marginalContribution(p, N) / N, step, 1e-12);
        }
    }
}
