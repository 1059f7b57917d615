package org.rlvr4j.runtime.endpoint.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.endpoint.AnswerOptions;
import org.rlvr4j.runtime.endpoint.EndpointException;
import org.rlvr4j.runtime.endpoint.EndpointLimits;
import org.rlvr4j.runtime.endpoint.EndpointOptions;
import org.rlvr4j.runtime.endpoint.stub.StubServer;

/** An endpoint whose waits take no time, and what came of its tasks. */
final class Rig implements SampleSink {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final Map<String, String> environment = new TreeMap<>();
    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Sample> samples = Collections.synchronizedMap(new TreeMap<>());
    final Map<String, SampleFailure> failures = Collections.synchronizedMap(new TreeMap<>());

    Surroundings surroundings() {
        return new Surroundings(environment::get, () -> NOW, waits::add, new SplittableRandom(1));
    }

    OpenEndpoint open(EndpointOptions options, AnswerOptions answers) throws EndpointException, InterruptedException {
        return OpenEndpoint.open(options, answers, notices::add, surroundings());
    }

    OpenEndpoint open(EndpointOptions options) throws EndpointException, InterruptedException {
        return open(options, answers(false));
    }

    static EndpointOptions options(StubServer server) {
        return EndpointOptions.of(server.base(), "stub").withLimits(limits(8, 5, 3));
    }

    static EndpointLimits limits(int concurrency, double requestSeconds, int attempts) {
        return new EndpointLimits(concurrency, 5, requestSeconds, attempts, 0.5, 60, 100_000, 20);
    }

    static AnswerOptions answers(boolean logProbs) {
        AnswerOptions defaults = OptionSchema.of(AnswerOptions.class).defaults();
        return new AnswerOptions(
                64,
                defaults.temperature(),
                defaults.topP(),
                defaults.topK(),
                defaults.minP(),
                defaults.stop(),
                logProbs);
    }

    /** One problem's tasks, seeds from 100 on. */
    static List<SampleTask> tasks(int count) {
        Problem problem = new Problem("p", "How much is it?", "4");
        return IntStream.range(0, count)
                .mapToObj(i -> new SampleTask(problem, i, 100 + i))
                .toList();
    }

    @Override
    public void drawn(SampleTask task, Sample sample) {
        put(samples, task, sample);
    }

    @Override
    public void failed(SampleTask task, SampleFailure failure) {
        put(failures, task, failure);
    }

    private <T> void put(Map<String, T> received, SampleTask task, T value) {
        String name = task.problem().id() + "/" + task.index();
        if (samples.containsKey(name) || failures.containsKey(name)) {
            throw new IllegalStateException("the task " + name + " ended twice");
        }
        received.put(name, value);
    }

    SampleFailure failure(int index) {
        return Objects.requireNonNull(failures.get("p/" + index), this::everything);
    }

    Sample sample(int index) {
        return Objects.requireNonNull(samples.get("p/" + index), this::everything);
    }

    /** Every text that came out, for finding what should not be there. */
    String everything() {
        return notices + " " + samples + " " + failures;
    }
}
