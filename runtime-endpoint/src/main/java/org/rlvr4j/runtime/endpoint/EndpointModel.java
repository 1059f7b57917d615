package org.rlvr4j.runtime.endpoint;

import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.runtime.endpoint.internal.OpenEndpoint;
import org.rlvr4j.runtime.endpoint.internal.Surroundings;

/**
 * A model behind an OpenAI-compatible server.
 *
 * <pre>{@code
 * EndpointOptions options = EndpointOptions.of("http://127.0.0.1:8000/v1", "Qwen/Qwen3-8B");
 * AnswerOptions answers = OptionSchema.of(AnswerOptions.class).defaults();
 * try (EndpointModel model = EndpointModel.open(options, answers, System.err::println)) {
 *     model.draw(tasks, sink, () -> false);
 *     System.out.println(model.usage());
 * }
 * }</pre>
 *
 * <p>Opening asks the server what it is and draws one short answer, so that a wrong key, a wrong name or an unknown
 * parameter shows at once and not in each task.
 *
 * <p>What goes wrong with a request is a {@link org.rlvr4j.api.evaluation.SampleFailure} of its tasks and never an answer.
 * Requests are tried again where the server is busy, gone or broken; an answer that was read and refused (filtered, without
 * the log-probabilities asked for) is not drawn again, since drawing until an answer pleases would change the distribution.
 */
public final class EndpointModel implements SampleSource {

    private final OpenEndpoint endpoint;

    private EndpointModel(OpenEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Opens a model.
     *
     * @param options which server and model
     * @param answers how answers are drawn
     * @param notices receives what a person should know, in single lines; called from several threads, one at a time
     * @return the model, to be closed by the caller
     * @throws EndpointException if there is no such server or model, the key is not accepted, or may not be sent there
     * @throws InterruptedException if the thread was interrupted
     */
    public static EndpointModel open(EndpointOptions options, AnswerOptions answers, Consumer<String> notices)
            throws EndpointException, InterruptedException {
        return new EndpointModel(OpenEndpoint.open(options, answers, notices, Surroundings.ofThisMachine()));
    }

    /**
     * Returns the model that is asked.
     *
     * @return its name at the server
     */
    public String model() {
        return endpoint.model();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Here: the server's address, the model's name, and what the server reports of both.
     */
    @Override
    public SortedMap<String, String> identity() {
        return endpoint.identity();
    }

    @Override
    public SortedMap<String, String> settings() {
        return endpoint.settings();
    }

    @Override
    public int tasksAtATime() {
        return endpoint.tasksAtATime();
    }

    @Override
    public void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested)
            throws InterruptedException {
        endpoint.draw(tasks, sink, stopRequested);
    }

    /**
     * Returns what was asked so far, and what that cost.
     *
     * @return counts since opening, the answer drawn at opening included
     */
    public EndpointUsage usage() {
        return endpoint.usage();
    }

    /** Ends the use of the server; connections close by themselves. */
    @Override
    public void close() {
        // the JDK's client of Java 17 has nothing to close
    }
}
