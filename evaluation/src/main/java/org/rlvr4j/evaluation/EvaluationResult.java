package org.rlvr4j.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.evaluation.cache.SourceId;
import org.rlvr4j.evaluation.cache.VerifierId;

/**
 * What an evaluation found.
 *
 * @param plan what was evaluated
 * @param source which model, and how it was asked
 * @param verifier who judged
 * @param problems one for each problem of the plan, in its order; the pilot's samples are not in it
 * @param allocation how many samples each problem had
 * @param accuracyLow lower end of the interval for the accuracy on these problems, valid whenever sampling ended
 * @param accuracyHigh its upper end
 * @param drawnNow samples that were drawn and not found in the cache
 */
public record EvaluationResult(
        EvaluationPlan plan,
        SourceId source,
        VerifierId verifier,
        List<ProblemResult> problems,
        Allocation allocation,
        double accuracyLow,
        double accuracyHigh,
        long drawnNow) {

    private static final int MOST_NAMED = 5;
    private static final int MOST_GROUPS = 50;

    /**
     * How many samples each problem had.
     *
     * @param sizes a_p, samples a round; shape [P]
     * @param rounds rounds that are counted
     * @param mostRounds rounds there might have been
     */
    public record Allocation(List<Integer> sizes, int rounds, int mostRounds) {

        Allocation(int[] sizes, int rounds, int mostRounds) {
            this(Arrays.stream(sizes).boxed().toList(), rounds, mostRounds);
        }

        /** Copies. */
        public Allocation {
            sizes = List.copyOf(sizes);
        }
    }

    /**
     * Some of the problems.
     *
     * @param by what they have in common, such as {@code difficulty}
     * @param value and of which value it is
     * @param problems how many they are
     * @param curve their Pass@k
     */
    public record Group(String by, String value, int problems, Curve curve) {}

    /** Copies. */
    public EvaluationResult {
        problems = List.copyOf(problems);
    }

    /**
     * Counts the samples of the problems of which any was judged.
     *
     * @return in the plan's order
     */
    public List<ProblemOutcome> outcomes() {
        return problems.stream()
                .map(ProblemResult::outcome)
                .filter(outcome -> outcome.samples() > 0)
                .toList();
    }

    /**
     * Counts failed samples.
     *
     * @return those of all problems
     */
    public long failed() {
        return problems.stream().mapToLong(problem -> problem.failed().size()).sum();
    }

    private long judged() {
        return problems.stream().mapToLong(problem -> problem.judged().size()).sum();
    }

    /**
     * Says why no numbers are given.
     *
     * @return the reason; empty where they are
     */
    public Optional<String> withheld() {
        long failed = failed();
        long all = failed + judged();
        if (judged() == 0) {
            return Optional.of("none of the " + all + " samples could be drawn and judged");
        }
        return failed > plan.mostFailed() * all
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%d of %d samples failed (%.1f %%), and at most %.1f %% may",
                        failed,
                        all,
                        100.0 * failed / all,
                        100 * plan.mostFailed()))
                : Optional.empty();
    }

    /**
     * Names what a reader of the numbers must know.
     *
     * @return sentences; may be empty
     */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        long failed = failed();
        if (failed > 0) {
            notices.add(
                    failed + " samples failed and are counted neither as right nor as wrong; the bounds say what the"
                            + " numbers would be, had all of them been wrong or right");
        }
        List<String> without = problems.stream()
                .filter(problem -> problem.judged().isEmpty())
                .map(problem -> problem.problem().id())
                .toList();
        if (!without.isEmpty()) {
            notices.add(without.size() + " problems without any judged sample are left out of the curves: "
                    + String.join(", ", without.subList(0, Math.min(MOST_NAMED, without.size())))
                    + (without.size() > MOST_NAMED ? ", …" : ""));
        }
        List<ProblemOutcome> outcomes = outcomes();
        if (outcomes.stream().allMatch(outcome -> outcome.correct() == 0)
                || outcomes.stream().allMatch(outcome -> outcome.correct() == outcome.samples())) {
            notices.add(
                    "all samples were judged alike, so that a bootstrap over problems has no width and says nothing; the"
                            + " interval of the accuracy on these problems does");
        }
        int most = plan.ks().get(plan.ks().size() - 1);
        int least = leastSamples();
        if (least < most && least > 0) {
            notices.add("curves end at k = " + least + ", for that is how many judged samples some problem has");
        }
        pilot().ifPresent(notices::add);
        precision().ifPresent(notices::add);
        return notices;
    }

    private Optional<String> pilot() {
        if (plan.pilot() == 0) {
            return Optional.empty();
        }
        IntSummaryStatistics size = allocation.sizes().stream()
                .mapToInt(a -> a * allocation.rounds())
                .summaryStatistics();
        return Optional.of(
                "a pilot of " + plan.pilot() + " samples a problem, which are not counted, gave each problem its"
                        + " number of samples, " + size.getMin() + " to " + size.getMax());
    }

    private Optional<String> precision() {
        if (plan.untilInterval().isEmpty()) {
            return Optional.empty();
        }
        double halfWidth = (accuracyHigh - accuracyLow) / 2;
        String rounds = allocation.rounds() + " of at most " + allocation.mostRounds() + " rounds";
        return Optional.of(String.format(
                Locale.ROOT,
                halfWidth <= plan.untilInterval().getAsDouble()
                        ? "sampling ended after %s, with the accuracy on these problems known to within ±%.4f, as asked for"
                        : "all samples were drawn, %s, and the accuracy on these problems is known to within ±%.4f only",
                rounds,
                halfWidth));
    }

    private int leastSamples() {
        return outcomes().stream().mapToInt(ProblemOutcome::samples).min().orElse(0);
    }

    /** The asked-for k that every problem has samples for; at least 1. */
    private int[] ks() {
        int least = leastSamples();
        return plan.ks().stream().mapToInt(k -> k).filter(k -> k <= least).toArray();
    }

    /**
     * Estimates Pass@k and its relatives.
     *
     * @return a curve for each metric: Pass@k at every k that was asked for, the others at the doublings among them; empty
     *     where numbers are withheld
     */
    public List<Curve> curves() {
        int[] ks = ks();
        if (withheld().isPresent() || ks.length == 0) {
            return List.of();
        }
        RandomStreams random = new RandomStreams(plan.seed());
        int[] few = doublings(ks);
        List<ProblemOutcome> outcomes = outcomes();
        List<Curve> curves = new ArrayList<>();
        for (PassAtKEstimator metric : plan.metrics()) {
            curves.add(metric.curve(
                    outcomes,
                    metric instanceof PassAtK ? ks : few,
                    plan.level(),
                    random.stream("bootstrap/" + metric.metric())));
        }
        return curves;
    }

    private static int[] doublings(int[] ks) {
        int last = ks[ks.length - 1];
        int[] doublings = SampleCounts.doublingUpTo(last);
        int[] few = Arrays.stream(ks)
                .filter(k -> Arrays.binarySearch(doublings, k) >= 0)
                .toArray();
        return few.length == 0 ? ks : few;
    }

    /**
     * Estimates Pass@k by what the problems' metadata say: by source, and by each fact that parts them, such as difficulty.
     *
     * @return a curve for each value of each fact; empty where numbers are withheld
     */
    public List<Group> groups() {
        int[] ks = ks();
        Optional<PassAtKEstimator> pass =
                plan.metrics().stream().filter(PassAtK.class::isInstance).findFirst();
        if (withheld().isPresent() || ks.length == 0 || pass.isEmpty()) {
            return List.of();
        }
        Map<String, Map<String, List<ProblemOutcome>>> facts = new TreeMap<>();
        for (ProblemResult problem : problems) {
            ProblemOutcome outcome = problem.outcome();
            if (outcome.samples() > 0) {
                problem.problem()
                        .metadata()
                        .forEach((key, value) -> facts.computeIfAbsent(key, k -> new TreeMap<>())
                                .computeIfAbsent(value, v -> new ArrayList<>())
                                .add(outcome));
            }
        }
        facts.remove(Problem.WEIGHT);
        RandomStreams random = new RandomStreams(plan.seed());
        List<Group> groups = new ArrayList<>();
        facts.forEach((by, values) -> {
            boolean parts = values.size() > 1 && values.size() <= MOST_GROUPS;
            if (parts || by.equals(Problem.SOURCE)) {
                values.forEach((value, outcomes) -> groups.add(new Group(
                        by,
                        value,
                        outcomes.size(),
                        pass.get()
                                .curve(
                                        outcomes,
                                        doublings(ks),
                                        plan.level(),
                                        random.stream("bootstrap/" + by + "/" + value)))));
            }
        });
        return groups;
    }

    /**
     * Says what Pass@k would be, had all failed samples been wrong, or right. Nothing is assumed of why they failed.
     *
     * @return (k, low, high) at the doublings; empty where none failed
     */
    public List<double[]> bounds() {
        int least = problems.stream()
                .mapToInt(problem -> problem.judged().size() + problem.failed().size())
                .min()
                .orElse(0);
        int[] ks = plan.ks().stream().mapToInt(k -> k).filter(k -> k <= least).toArray();
        if (failed() == 0 || ks.length == 0) {
            return List.of();
        }
        List<double[]> bounds = new ArrayList<>();
        for (int k : doublings(ks)) {
            double low = 0;
            double high = 0;
            for (ProblemResult problem : problems) {
                int c = problem.outcome().correct();
                int n = problem.judged().size() + problem.failed().size();
                low += PassAtK.unbiased(n, c, k) / problems.size();
                high += PassAtK.unbiased(n, c + problem.failed().size(), k) / problems.size();
            }
            bounds.add(new double[] {k, low, high});
        }
        return bounds;
    }
}
