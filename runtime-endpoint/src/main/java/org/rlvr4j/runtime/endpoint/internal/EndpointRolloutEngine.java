package org.rlvr4j.runtime.endpoint.internal;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.endpoint.AnswerOptions;
import org.rlvr4j.runtime.endpoint.EndpointException;
import org.rlvr4j.runtime.endpoint.EndpointRolloutOptions;

/** Draws rollouts from a server, with the policy's tokens going out and coming back. */
public final class EndpointRolloutEngine implements RolloutEngine {

    private final OpenEndpoint endpoint;
    private final PolicyRuntime policy;
    private final RolloutReader reader;

    private EndpointRolloutEngine(OpenEndpoint endpoint, PolicyRuntime policy) {
        this.endpoint = endpoint;
        this.policy = policy;
        this.reader = new RolloutReader(policy);
    }

    /**
     * Finds the server, and compares its model with the policy where that is still its base.
     *
     * @throws EndpointException if it cannot give what training needs
     */
    public static EndpointRolloutEngine open(
            EndpointRolloutOptions options, PolicyRuntime policy, Consumer<String> notices, Surroundings surroundings)
            throws EndpointException, InterruptedException {
        OpenEndpoint endpoint = OpenEndpoint.open(options.server(), plainSampling(), notices, surroundings);
        if (!endpoint.isPlain()) {
            throw new EndpointException("the server takes no top_k, min_p and repetition_penalty, so that from which"
                    + " distribution it draws is not known");
        }
        EndpointRolloutEngine engine = new EndpointRolloutEngine(endpoint, policy);
        notices.accept("training rollouts come from a server: " + endpoint.identity());
        if (policy.learner().version() == 0) {
            double difference = new SameModel(engine.reader, policy).difference(endpoint);
            if (!(difference <= options.mostDifference())) {
                throw new EndpointException(String.format(
                        Locale.ROOT,
                        "the server's model is not the policy's: their log-probabilities differ by %.3f nats a token on"
                                + " average, more than rollouts.most-difference = %s",
                        difference,
                        options.mostDifference()));
            }
        }
        return engine;
    }

    /** The policy as it is, with log-probabilities; how long an answer may be, each request says. */
    private static AnswerOptions plainSampling() {
        AnswerOptions defaults = OptionSchema.of(AnswerOptions.class).defaults();
        return new AnswerOptions(defaults.maxTokens(), 1, 1, 0, 0, List.of(), true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if a rollout failed, after all attempts
     */
    @Override
    public List<RolloutGroup> generate(SamplingRequest request) {
        RolloutWave wave = new RolloutWave(request, policy, reader);
        try {
            endpoint.draw(wave.tasks(), wave::question, wave, wave::hasFailed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while rollouts were drawn"));
        }
        return wave.groups();
    }

    @Override
    public String toString() {
        return "model " + endpoint.model();
    }
}
