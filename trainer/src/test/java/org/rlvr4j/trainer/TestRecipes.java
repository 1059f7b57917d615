package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.samplers.problem.EpochShuffleSampler;

/** Recipes for the {@link TablePolicy}: the response that is a problem's reference is right, response 3 unreadable. */
public final class TestRecipes {

    public static final UpdateGate KEEP_ALL = (group, history) -> GateDecision.keep(group.size(), 1, "kept");

    /** r − r̄. */
    public static final AdvantageEstimator CENTRED = groups -> {
        double[][] advantages = new double[groups.size()][];
        for (int g = 0; g < advantages.length; g++) {
            VerifiedGroup group = groups.get(g);
            double mean = (double) group.successes() / group.size();
            advantages[g] = IntStream.range(0, group.size())
                    .mapToDouble(i -> (group.isCorrect(i) ? 1 : 0) - mean)
                    .toArray();
        }
        return advantages;
    };

    public static final Verifier BY_REFERENCE = (problem, response) -> {
        if (response.equals(problem.reference())) {
            return new Verdict.Correct(response, "equal");
        }
        return response.equals("3") ? new Verdict.Unparseable("a 3") : new Verdict.Incorrect(response, "another");
    };

    /** Right where the text has an even number of characters: what an untrained model reaches now and then. */
    public static final Verifier BY_LENGTH = (problem, response) ->
            response.length() % 2 == 0 ? new Verdict.Correct("even", "even") : new Verdict.Incorrect("odd", "odd");

    private TestRecipes() {}

    /** A recipe with few problems, to be changed where a test needs it. */
    public static Recipe.Builder recipe(TrainingOptions training) {
        return Recipe.builder()
                .problems(problems(12, 5), new EpochShuffleSampler())
                .verifier(BY_REFERENCE)
                .gate(KEEP_ALL)
                .advantage(CENTRED)
                .metrics(new PassAtK(new BootstrapOptions(100)))
                .training(training)
                .evaluation(new EvaluationOptions(8, 0, List.of("pass-at-k"), 0.9, 7));
    }

    /** Waves of 4 problems with 4 rollouts each. */
    public static TrainingOptions training(int steps, int groups, int waves) {
        return training(steps, groups, waves, TrainingOptions.Count.ACTIVE, 0, 2);
    }

    public static TrainingOptions training(
            int steps, int groups, int waves, TrainingOptions.Count count, int evaluateEvery, int checkpointEvery) {
        return new TrainingOptions(
                steps, 5, 4, 4, 1, 0, groups, waves, count, 0.5, evaluateEvery, checkpointEvery, 2, 3);
    }

    /** A step in which prompts may be so long. */
    static TrainingOptions promptLimit(int maxPromptTokens) {
        return new TrainingOptions(1, 5, 4, 4, 1, maxPromptTokens, 1, 1, TrainingOptions.Count.ACTIVE, 0.5, 0, 2, 2, 3);
    }

    public static ProblemSource problems(int training, int heldOut) {
        return problems(
                IntStream.range(0, training).mapToObj(TestRecipes::problem).toList(),
                IntStream.range(training, training + heldOut)
                        .mapToObj(TestRecipes::problem)
                        .toList());
    }

    public static ProblemSource problems(List<Problem> training, List<Problem> heldOut) {
        return new ProblemSource() {
            @Override
            public List<Problem> training() {
                return training;
            }

            @Override
            public List<Problem> heldOut() {
                return heldOut;
            }

            @Override
            public String description() {
                return "table";
            }
        };
    }

    private static Problem problem(int number) {
        return new Problem("p" + number, "#" + number, Integer.toString(number % 3));
    }

    public static <O extends Record> O defaults(Class<O> options) {
        return OptionSchema.of(options).defaults();
    }

    /** Keeps every event. */
    public static final class Events implements RunRecorder {
        public Events() {}

        private final List<RunEvent> all = new ArrayList<>();

        @Override
        public void record(RunEvent event) {
            all.add(event);
        }

        public <E extends RunEvent> List<E> of(Class<E> type) {
            return all.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }
}
