package org.rlvr4j.runtime.endpoint.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.runtime.endpoint.EndpointException;

/** Finds out whether a server holds the policy's weights: it draws a few answers, and the policy scores them. */
final class SameModel {

    private static final int ANSWERS = 4;
    private static final int ANSWER_TOKENS = 16;

    private final RolloutReader reader;
    private final PolicyRuntime policy;

    SameModel(RolloutReader reader, PolicyRuntime policy) {
        this.reader = reader;
        this.policy = policy;
    }

    /**
     * Measures.
     *
     * @return mean absolute difference of the tokens' log-probabilities, in nats
     * @throws EndpointException if the server does not give what training needs
     */
    double difference(OpenEndpoint endpoint) throws EndpointException, InterruptedException {
        // a stop token is a prompt that every policy can read, whatever characters it knows
        int[] prompt = policy.encodeResponse("");
        int length = Math.min(ANSWER_TOKENS, policy.contextLength() - prompt.length);
        Receiver receiver = new Receiver(prompt);
        Problem problem = new Problem("comparison", "", "");
        endpoint.draw(
                LongStream.range(0, ANSWERS)
                        .mapToObj(i -> new SampleTask(problem, (int) i, i))
                        .toList(),
                (task, n, seed) -> new RequestBody.Request("", prompt, n, length, OptionalLong.of(task.seed())),
                receiver,
                () -> false);
        return difference(prompt, receiver.rollouts());
    }

    private double difference(int[] prompt, List<Rollout> rollouts) {
        double sum = 0;
        int tokens = 0;
        for (Rollout rollout : rollouts) {
            int[] sequence = IntStream.concat(IntStream.of(prompt), IntStream.of(rollout.tokens()))
                    .toArray();
            float[] scored = policy.score(List.of(sequence)).get(0);
            float[] reported = rollout.behaviourLogProbs();
            for (int i = 0; i < reported.length; i++) {
                sum += Math.abs(scored[prompt.length - 1 + i] - reported[i]);
            }
            tokens += reported.length;
        }
        return sum / tokens;
    }

    /** Takes the answers. */
    private final class Receiver implements Drawing.Answers {
        private final int[] prompt;
        private final List<Rollout> rollouts = new ArrayList<>();
        private String refused = "no answer came";

        Receiver(int[] prompt) {
            this.prompt = prompt;
        }

        @Override
        public synchronized void drawn(SampleTask task, Answer answer, Answer.Drawn choice) {
            try {
                rollouts.add(reader.rollout(prompt, answer, choice));
            } catch (InvalidAnswerException e) {
                refused = e.failure().message();
            }
        }

        @Override
        public synchronized void failed(SampleTask task, SampleFailure failure) {
            refused = failure.message();
        }

        synchronized List<Rollout> rollouts() throws EndpointException {
            if (rollouts.size() < ANSWERS) {
                throw new EndpointException("the server's rollouts cannot be trained on: " + refused);
            }
            return rollouts;
        }
    }
}
