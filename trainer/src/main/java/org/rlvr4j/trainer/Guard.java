package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.rlvr4j.trainer.run.GuardMemory;
import org.rlvr4j.trainer.run.GuardMemory.Measurement;

/** Watches one measurement of a run's steps against one rule. */
final class Guard {

    /** Fewer successes than this, had training changed nothing, are too few to tell a fall from chance. */
    private static final double LEAST_EXPECTED = 20;

    /** A ceiling is looked at over so many steps, lest a single odd batch trips it. */
    private static final int CEILING_STEPS = 3;

    /** A median of fewer norms than this says little. */
    private static final int LEAST_NORMS = 5;

    private final String key;
    private final GuardOptions.Action action;
    private final int window;
    private final int lookback;
    private final Function<StepMeasures, Optional<Measurement>> measure;
    private final Rule rule;
    private GuardMemory memory = GuardMemory.NONE;

    /** What is allowed. */
    private interface Rule {
        /** Says in one line what is not as it should be, if anything. */
        Optional<String> broken(GuardMemory memory, int window);
    }

    private Guard(
            String key,
            GuardOptions.Action action,
            int window,
            int lookback,
            Function<StepMeasures, Optional<Measurement>> measure,
            Rule rule) {
        this.key = key;
        this.action = action;
        this.window = window;
        this.lookback = lookback;
        this.measure = measure;
        this.rule = rule;
    }

    /** The guards that watch steps, those that are off apart. */
    static List<Guard> of(GuardOptions options) {
        int window = options.window();
        List<Guard> guards = List.of(
                new Guard(
                        "success",
                        options.action(options.success()),
                        window,
                        2 * window,
                        step -> share(step.batch().correct(), step.batch().rollouts()),
                        falls(
                                options.successFloor(),
                                LEAST_EXPECTED,
                                "of the rollouts are correct",
                                "success-floor",
                                "lower optimizer.learning-rate or add loss.kl-coefficient")),
                new Guard(
                        "valid",
                        options.action(options.valid()),
                        window,
                        2 * window,
                        step -> share(step.valid(), step.batch().rollouts()),
                        falls(
                                options.validFloor(),
                                LEAST_EXPECTED,
                                "of the rollouts end by themselves with a readable answer",
                                "valid-floor",
                                "lower optimizer.learning-rate or raise trainer.max-response-tokens")),
                new Guard(
                        "entropy",
                        options.action(options.entropy()),
                        window,
                        2 * window,
                        step -> mean(step.update().entropy(), step.update().sequences()),
                        falls(
                                options.entropyFloor(),
                                0,
                                "nats a token is the entropy",
                                "entropy-floor",
                                "add loss.entropy-coefficient, raise loss.clip-high or lower optimizer.learning-rate")),
                new Guard(
                        "kl",
                        options.action(options.kl()),
                        window,
                        2 * window,
                        step -> mean(step.update().kl(), step.update().sequences()),
                        exceeds(
                                options.klCeiling(),
                                "nats a token from the reference policy",
                                "kl-ceiling",
                                "lower optimizer.learning-rate or raise loss.kl-coefficient")),
                new Guard(
                        "behaviour-kl",
                        options.action(options.kl()),
                        window,
                        2 * window,
                        step -> mean(
                                step.update().importance().behaviourKl(),
                                step.update().sequences()),
                        exceeds(
                                options.behaviourKlCeiling(),
                                "nats a token lie between the engine that draws and the learner",
                                "behaviour-kl-ceiling",
                                "the two compute differently: see runtime.dtype and loss.importance")),
                new Guard(
                        "gradient",
                        options.action(options.gradient()),
                        2 * window,
                        1,
                        step -> mean(step.update().gradientNorm(), step.update().sequences()),
                        spikes(options.gradientSpike())),
                new Guard(
                        "length",
                        options.action(options.length()),
                        window,
                        2 * window,
                        step -> mean(
                                step.batch().meanResponseTokens(), step.batch().rollouts()),
                        grows(options.lengthCeiling())),
                new Guard(
                        "failures",
                        options.action(options.failures()),
                        CEILING_STEPS,
                        CEILING_STEPS,
                        step -> share(
                                step.batch().failures(),
                                step.batch().rollouts() + step.batch().failures()),
                        exceeds(
                                options.failuresCeiling(),
                                "of the rollouts could not be judged",
                                "failures-ceiling",
                                "the verifier does not work: see failureReasons in the folder rollouts")));
        return guards.stream()
                .filter(guard -> guard.action != GuardOptions.Action.OFF)
                .toList();
    }

    private static Optional<Measurement> share(int hits, int of) {
        return of > 0 ? Optional.of(new Measurement(hits, of)) : Optional.empty();
    }

    private static Optional<Measurement> mean(double value, int of) {
        return of > 0 && Double.isFinite(value) ? Optional.of(new Measurement(value, 1)) : Optional.empty();
    }

    /**
     * Not below a share of the start.
     *
     * @param leastExpected sum that the window would have at the start's mean, below which nothing is concluded
     */
    private static Rule falls(double floor, double leastExpected, String what, String option, String help) {
        return (memory, window) -> {
            if (memory.window().size() < window) {
                return Optional.empty();
            }
            double start = GuardMemory.mean(memory.start());
            double now = GuardMemory.mean(memory.window());
            double weight =
                    memory.window().stream().mapToDouble(Measurement::weight).sum();
            return start * weight >= leastExpected && now < floor * start
                    ? Optional.of(text(
                            "%.4g %s in the last %d steps, %.4g at the start (guards.%s = %s of it); %s",
                            now, what, window, start, option, floor, help))
                    : Optional.empty();
        };
    }

    /** Not above a ceiling. */
    private static Rule exceeds(double ceiling, String what, String option, String help) {
        return (memory, window) -> {
            int size = memory.window().size();
            if (size < CEILING_STEPS) {
                return Optional.empty();
            }
            double now = GuardMemory.mean(memory.window().subList(size - CEILING_STEPS, size));
            return now > ceiling
                    ? Optional.of(text(
                            "%.4g %s in the last %d steps (guards.%s = %s); %s",
                            now, what, CEILING_STEPS, option, ceiling, help))
                    : Optional.empty();
        };
    }

    /** Not above a multiple of the start. */
    private static Rule grows(double ceiling) {
        return (memory, window) -> {
            if (memory.window().size() < window) {
                return Optional.empty();
            }
            double start = GuardMemory.mean(memory.start());
            double now = GuardMemory.mean(memory.window());
            return now > ceiling * start
                    ? Optional.of(text(
                            "%.4g tokens is the mean length of responses in the last %d steps, %.4g at the start"
                                    + " (guards.length-ceiling = %s times it); lower optimizer.learning-rate, or raise the"
                                    + " ceiling where growing responses are wanted",
                            now, window, start, ceiling))
                    : Optional.empty();
        };
    }

    /** Not above a multiple of the median of what came before. */
    private static Rule spikes(double factor) {
        return (memory, window) -> {
            int last = memory.window().size() - 1;
            if (last < LEAST_NORMS) {
                return Optional.empty();
            }
            double now = memory.window().get(last).value();
            double[] before = memory.window().subList(0, last).stream()
                    .mapToDouble(Measurement::value)
                    .sorted()
                    .toArray();
            double median = before[before.length / 2];
            return median > 0 && now > factor * median
                    ? Optional.of(text(
                            "the gradient's norm is %.4g, %.4g is the median of the %d steps before (guards.gradient-spike ="
                                    + " %s times it); lower optimizer.learning-rate or optimizer.max-gradient-norm",
                            now, median, before.length, factor))
                    : Optional.empty();
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    String key() {
        return key;
    }

    GuardOptions.Action action() {
        return action;
    }

    /**
     * How many steps before the one that tripped the policy may already have been bad: a mean over a window trips when all
     * of the window is bad, after a fall that may have taken as long.
     */
    int lookback() {
        return lookback;
    }

    GuardMemory memory() {
        return memory;
    }

    void restore(GuardMemory restored) {
        memory = restored;
    }

    /**
     * Takes note of a step.
     *
     * @return what is not as it should be, said once until it is well again; empty where all is well
     */
    Optional<String> add(StepMeasures step) {
        Optional<Measurement> measured = measure.apply(step);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        List<Measurement> start = new ArrayList<>(memory.start());
        if (start.size() < Math.max(1, window / 2)) {
            start.add(measured.get());
        }
        List<Measurement> recent = new ArrayList<>(memory.window());
        recent.add(measured.get());
        if (recent.size() > window) {
            recent.remove(0);
        }
        Optional<String> broken = rule.broken(new GuardMemory(start, recent, false), window);
        boolean again = memory.said() && broken.isPresent();
        memory = new GuardMemory(start, recent, broken.isPresent());
        return again ? Optional.empty() : broken;
    }
}
