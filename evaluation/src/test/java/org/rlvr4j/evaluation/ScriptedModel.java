package org.rlvr4j.evaluation;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/** A model that is right with a problem's own chance, told by its reference: a function of the sample's seed alone. */
final class ScriptedModel implements SampleSource {

    static final Verifier VERIFIER = (problem, response) -> response.startsWith("right")
            ? new Verdict.Correct("right", "as asked")
            : new Verdict.Incorrect(response, "not asked");

    final AtomicInteger drawn = new AtomicInteger();
    private final String name;
    private final int dieAfter;
    private final double failing;
    private final int atATime;

    /**
     * Makes a model.
     *
     * @param name told as its identity
     * @param dieAfter samples after which it throws, as if the process had been killed; -1 never
     * @param failing the share of samples that fail
     * @param atATime tasks at a time
     */
    ScriptedModel(String name, int dieAfter, double failing, int atATime) {
        this.name = name;
        this.dieAfter = dieAfter;
        this.failing = failing;
        this.atATime = atATime;
    }

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static List<Problem> problems(double... chances) {
        return IntStream.range(0, chances.length)
                .mapToObj(i -> new Problem(
                        "p" + i,
                        "prompt " + i,
                        Double.toString(chances[i]),
                        Map.of(Problem.SOURCE, "made", "difficulty", i % 2 == 0 ? "easy" : "hard")))
                .toList();
    }

    @Override
    public SortedMap<String, String> identity() {
        return new TreeMap<>(Map.of("model", name));
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(Map.of("temperature", "1"));
    }

    @Override
    public int tasksAtATime() {
        return atATime;
    }

    @Override
    public void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested) {
        for (SampleTask task : tasks) {
            if (stopRequested.getAsBoolean()) {
                return;
            }
            if (drawn.get() == dieAfter) {
                throw new Killed();
            }
            drawn.incrementAndGet();
            var random = new RandomStreams(task.seed()).stream("scripted");
            double u = random.nextDouble();
            if (random.nextDouble() < failing) {
                sink.failed(task, new SampleFailure(SampleFailure.Kind.TIMEOUT, "no answer in time"));
            } else {
                boolean right = u < Double.parseDouble(task.problem().reference());
                sink.drawn(
                        task,
                        new Sample(
                                (right ? "right " : "wrong ") + task.index(),
                                StopReason.STOP_TOKEN,
                                OptionalInt.of(3),
                                OptionalInt.of(2),
                                OptionalDouble.empty()));
            }
        }
    }

    @Override
    public void close() {}
}
