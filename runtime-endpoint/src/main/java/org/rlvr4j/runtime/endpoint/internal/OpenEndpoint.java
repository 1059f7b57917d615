package org.rlvr4j.runtime.endpoint.internal;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.endpoint.AnswerOptions;
import org.rlvr4j.runtime.endpoint.EndpointException;
import org.rlvr4j.runtime.endpoint.EndpointOptions;
import org.rlvr4j.runtime.endpoint.EndpointUsage;

/** A server that was found, with the model that is asked. */
public final class OpenEndpoint {

    private static final String PROBE = "1 + 1 =";
    private static final int PROBE_TOKENS = 16;
    private static final int REQUESTS_A_THREAD = 8;

    private final EndpointOptions options;
    private final AnswerOptions answers;
    private final String model;
    private final EndpointClient client;
    private final Asking asking;
    private final SortedMap<String, String> identity;

    private OpenEndpoint(
            EndpointOptions options,
            AnswerOptions answers,
            String model,
            EndpointClient client,
            Asking asking,
            SortedMap<String, String> identity) {
        this.options = options;
        this.answers = answers;
        this.model = model;
        this.client = client;
        this.asking = asking;
        this.identity = identity;
    }

    /**
     * Finds server and model.
     *
     * @throws EndpointException if they cannot be used
     */
    public static OpenEndpoint open(
            EndpointOptions options, AnswerOptions answers, Consumer<String> notices, Surroundings surroundings)
            throws EndpointException, InterruptedException {
        BaseUrl base = BaseUrl.of(options.url());
        ApiKey key = key(options, base, surroundings);
        Transport transport = new Transport(options.limits(), key);
        ServerFacts facts = new ServerFacts(base, transport, key, new Replies(key, surroundings.clock()));
        Map<String, SortedMap<String, String>> models = facts.models();
        String model = facts.choose(options.model(), models);
        EndpointClient client = new EndpointClient(options, answers, model, key, transport, surroundings);
        Consumer<String> oneAtATime = message -> {
            synchronized (notices) {
                notices.accept(message);
            }
        };
        Sightings sightings = new Sightings(oneAtATime);
        Answer probe = probe(client, base, models.containsKey(model) ? "" : facts.names(models));
        sightings.see(probe);
        if (client.neutral() == NeutralValues.OMITTED) {
            oneAtATime.accept(
                    "the server takes no top_k, min_p and repetition_penalty; where it has defaults of its own for"
                            + " them, these hold");
        }
        SortedMap<String, String> identity = new TreeMap<>(models.getOrDefault(model, new TreeMap<>()));
        identity.putAll(facts.server());
        identity.put("kind", "endpoint");
        identity.put("server", base.toString());
        identity.put("model", key.redact(model));
        putUnlessEmpty(identity, "answers-as", probe.model());
        putUnlessEmpty(identity, "system-fingerprint", probe.fingerprint());
        Asking asking = new Asking(options, client, sightings, oneAtATime);
        return new OpenEndpoint(options, answers, model, client, asking, identity);
    }

    private static ApiKey key(EndpointOptions options, BaseUrl base, Surroundings surroundings)
            throws EndpointException {
        ApiKey key;
        try {
            key = ApiKey.from(options.apiKeyEnv(), surroundings.environment());
        } catch (IllegalArgumentException e) {
            throw new EndpointException(String.valueOf(e.getMessage()));
        }
        if (key.isPresent() && base.isPlain() && !base.isLoopback() && !options.plainHttpKey()) {
            throw new EndpointException("the key of the environment variable " + options.apiKeyEnv()
                    + " would go over plain http to " + base.uri().getHost()
                    + ", readable on the way; use https, name another variable or none by api-key-env, or allow it by"
                    + " plain-http-key");
        }
        return key;
    }

    /** Draws a first answer, for what can be seen only then. */
    private static Answer probe(EndpointClient client, BaseUrl base, String listed)
            throws EndpointException, InterruptedException {
        Reply reply = firstReply(client);
        if (reply instanceof Reply.Failed failed) {
            throw new EndpointException("the server at " + base + " does not answer: "
                    + failed.failure().kind().key() + ", "
                    + failed.failure().message()
                    + (listed.isEmpty() ? "" : " (it lists the models " + listed + ")"));
        }
        Answer answer = ((Reply.Answered) reply).answer();
        if (answer.choices().get(0) instanceof Answer.Lost lost
                && lost.failure().kind() == SampleFailure.Kind.BAD_RESPONSE) {
            throw new EndpointException("the first answer of the server at " + base + " cannot be used: "
                    + lost.failure().message());
        }
        return answer;
    }

    /** Tries which values the server takes for what is off. */
    private static Reply firstReply(EndpointClient client) throws InterruptedException {
        RequestBody.Request question = new RequestBody.Request(PROBE, null, 1, PROBE_TOKENS, OptionalLong.empty());
        Reply first = client.ask(question);
        Reply reply = first;
        for (NeutralValues values : List.of(NeutralValues.MINUS_ONE, NeutralValues.OMITTED)) {
            if (!isRefused(reply)) {
                return reply;
            }
            client.tellNeutral(values);
            reply = client.ask(question);
        }
        // where the request is refused for another reason, the first refusal is as good as the last
        return isRefused(reply) ? first : reply;
    }

    private static boolean isRefused(Reply reply) {
        return reply instanceof Reply.Failed failed
                && failed.failure().kind() == SampleFailure.Kind.REFUSED
                && failed.meaning() == Reply.Meaning.FOR_THIS;
    }

    private static void putUnlessEmpty(SortedMap<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }

    /** The model's name at the server. */
    public String model() {
        return model;
    }

    /** What tells this model from any other. */
    public SortedMap<String, String> identity() {
        return new TreeMap<>(identity);
    }

    /** How the model is asked. */
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("api", OptionSchema.enumText(options.api()));
        settings.put("max-tokens", Integer.toString(answers.maxTokens()));
        settings.put("temperature", Double.toString(answers.temperature()));
        settings.put("top-p", Double.toString(answers.topP()));
        settings.put("top-k", Integer.toString(answers.topK()));
        settings.put("min-p", Double.toString(answers.minP()));
        settings.put("stop", answers.stop().toString());
        settings.put("left-out", isPlain() ? "nothing" : "top_k, min_p, repetition_penalty where off");
        settings.put("log-probs", Boolean.toString(answers.logProbs()));
        settings.put("system", options.system());
        settings.put("extra-body", options.extraBody().strip());
        return settings;
    }

    /** Whether the server was told of everything that is off. */
    boolean isPlain() {
        return client.neutral() != NeutralValues.OMITTED;
    }

    /** How many tasks keep the server busy. */
    public int tasksAtATime() {
        return REQUESTS_A_THREAD * options.limits().concurrency() * options.samplesPerRequest();
    }

    /** Draws an answer for each task. */
    public void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested)
            throws InterruptedException {
        draw(
                tasks,
                (task, n, seed) -> new RequestBody.Request(task.problem().prompt(), null, n, answers.maxTokens(), seed),
                new SampleAnswers(sink),
                stopRequested);
    }

    /** Draws answers to questions of the caller's own. */
    void draw(
            List<SampleTask> tasks, Asking.Questions questions, Drawing.Answers receiver, BooleanSupplier stopRequested)
            throws InterruptedException {
        new Drawing(asking, questions, receiver).draw(tasks, options.limits().concurrency(), stopRequested);
    }

    /** What was asked so far. */
    public EndpointUsage usage() {
        return client.accounting().usage(client.limit().peak());
    }

    /** Makes samples of answers. */
    private record SampleAnswers(SampleSink sink) implements Drawing.Answers {

        @Override
        public void drawn(SampleTask task, Answer answer, Answer.Drawn choice) {
            double[] logProbs = choice.logProbs();
            sink.drawn(
                    task,
                    new Sample(
                            choice.text(),
                            choice.stop(),
                            answer.promptTokens().isPresent()
                                    ? OptionalInt.of((int) answer.promptTokens().getAsLong())
                                    : OptionalInt.empty(),
                            responseTokens(answer, choice),
                            logProbs == null ? OptionalDouble.empty() : OptionalDouble.of(AnswerParser.sum(logProbs))));
        }

        /** The server counts all choices together, so with several only their own tokens tell. */
        private static OptionalInt responseTokens(Answer answer, Answer.Drawn choice) {
            int[] ids = choice.tokenIds();
            double[] logProbs = choice.logProbs();
            if (answer.choices().size() == 1 && answer.completionTokens().isPresent()) {
                return OptionalInt.of((int) answer.completionTokens().getAsLong());
            }
            if (ids != null) {
                return OptionalInt.of(ids.length);
            }
            return logProbs == null ? OptionalInt.empty() : OptionalInt.of(logProbs.length);
        }

        @Override
        public void failed(SampleTask task, SampleFailure failure) {
            sink.failed(task, failure);
        }
    }
}
