package org.rlvr4j.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;

/**
 * The same questions to a real server: {@code -Drlvr4j.endpoint.url=http://127.0.0.1:8000/v1}, on this machine, without a
 * key, with one model and log-probabilities. Tried with llama-cpp-python's server.
 */
class RealServerTest {

    private static final String PROPERTY = "rlvr4j.endpoint.url";

    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void thereIsAServer() {
        Assumptions.assumeTrue(
                System.getProperty(PROPERTY) != null,
                "SKIPPED: no real server was asked; name one by -D" + PROPERTY + "=http://127.0.0.1:8000/v1");
    }

    private static AnswerOptions answers(double temperature, int topK) {
        return new AnswerOptions(12, temperature, 1, topK, 0, List.of("\n\n"), true);
    }

    private Map<Integer, Sample> draw(EndpointOptions options, AnswerOptions answers, List<SampleTask> tasks)
            throws Exception {
        Map<Integer, Sample> samples = Collections.synchronizedMap(new TreeMap<>());
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        try (EndpointModel model = EndpointModel.open(options, answers, notices::add)) {
            model.draw(
                    tasks,
                    new SampleSink() {
                        @Override
                        public void drawn(SampleTask task, Sample sample) {
                            samples.put(task.index(), sample);
                        }

                        @Override
                        public void failed(SampleTask task, SampleFailure failure) {
                            failures.add(failure.toString());
                        }
                    },
                    () -> false);
            assertEquals(0, model.usage().uncounted(), "the server counts tokens");
        }
        assertEquals(List.of(), failures);
        assertEquals(tasks.size(), samples.size());
        return samples;
    }

    private static EndpointOptions options(Api api) {
        EndpointOptions whole = EndpointOptions.of(System.getProperty(PROPERTY, ""), "");
        return new EndpointOptions(
                whole.url(),
                whole.model(),
                api,
                "",
                "",
                false,
                1,
                true,
                whole.maxTokensKey(),
                "",
                whole.limits(),
                whole.prices());
    }

    private static List<SampleTask> tasks(int count) {
        Problem problem = new Problem("p", "Count: one, two,", "");
        return IntStream.range(0, count)
                .mapToObj(i -> new SampleTask(problem, i, i / 2))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void answersHaveTokensAndLogProbabilitiesAndFollowTheirSeeds(Api api) throws Exception {
        Map<Integer, Sample> samples = draw(options(api), answers(1, 0), tasks(8));
        List<String> texts = samples.values().stream().map(Sample::text).toList();
        for (int i = 0; i < 8; i += 2) {
            // a server that batches may round otherwise, and then draw otherwise
            assertEquals(texts.get(i), texts.get(i + 1), "equal seeds give equal answers");
        }
        assertNotEquals(1, texts.stream().distinct().count(), "other seeds give other answers");
        for (Sample sample : samples.values()) {
            assertTrue(sample.responseTokens().orElseThrow() <= 12, sample.toString());
            assertTrue(sample.promptTokens().orElseThrow() > 1, sample.toString());
            assertTrue(sample.logProb().orElseThrow() < 0, sample.toString());
        }
    }

    @Test
    void severalAnswersARequestComeInOneWayOrTheOther() throws Exception {
        Map<Integer, Sample> samples =
                draw(options(Api.COMPLETIONS).withSamplesPerRequest(4), answers(1, 0), tasks(8));
        assertNotEquals(1, samples.values().stream().map(Sample::text).distinct().count());
        // a server that ignores n is found out, and that is said once
        assertTrue(notices.size() <= 1, notices.toString());
    }

    @Test
    void theMostProbableTokenIsAlwaysTheSame() throws Exception {
        for (AnswerOptions greedy : List.of(answers(0, 0), answers(1, 1))) {
            Map<Integer, Sample> samples = draw(options(Api.CHAT), greedy, tasks(4));
            assertEquals(1, samples.values().stream().map(Sample::text).distinct().count(), samples.toString());
        }
    }
}
