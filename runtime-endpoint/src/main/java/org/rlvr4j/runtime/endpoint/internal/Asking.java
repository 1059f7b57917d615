package org.rlvr4j.runtime.endpoint.internal;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.runtime.endpoint.EndpointOptions;

/** How tasks are put to a server, and when no more are. */
final class Asking {

    private final EndpointOptions options;
    private final EndpointClient client;
    private final Sightings sightings;
    private final Consumer<String> notices;
    private final AtomicBoolean singly = new AtomicBoolean();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicReference<Reply.@Nullable Failed> givenUp = new AtomicReference<>();

    Asking(EndpointOptions options, EndpointClient client, Sightings sightings, Consumer<String> notices) {
        this.options = options;
        this.client = client;
        this.sightings = sightings;
        this.notices = notices;
    }

    /** How many answers one request asks for. */
    int answersARequest() {
        return singly.get() ? 1 : options.samplesPerRequest();
    }

    /** What is asked for a task. */
    @FunctionalInterface
    interface Questions {
        /** The request for n answers to a task's problem. */
        RequestBody.Request request(SampleTask task, int n, OptionalLong seed);
    }

    /** Asks for n answers to a problem; the seed is the first one's. */
    Reply ask(Questions questions, SampleTask first, int n) throws InterruptedException {
        Reply.Failed earlier = givenUp.get();
        if (earlier != null) {
            return earlier;
        }
        OptionalLong seed = options.seeds() && options.samplesPerRequest() == 1
                ? OptionalLong.of(seed(first.seed()))
                : OptionalLong.empty();
        Reply reply = client.ask(questions.request(first, n, seed));
        if (reply instanceof Reply.Answered answered) {
            failuresInARow.set(0);
            sightings.see(answered.answer());
        } else if (reply instanceof Reply.Failed failed) {
            count(failed);
        }
        return reply;
    }

    /** Servers know seeds of 32 bits, some with a sign. */
    static long seed(long seed) {
        return (seed ^ (seed >>> 32)) & Integer.MAX_VALUE;
    }

    /** The server gave fewer answers than asked for. */
    void tooFew(int asked, int given) {
        if (!singly.getAndSet(true)) {
            notices.accept("the server gave " + given + " answers where " + asked
                    + " were asked for; from now on each is asked for by itself");
        }
    }

    private void count(Reply.Failed failed) {
        SampleFailure failure = failed.failure();
        boolean ofThePrompt = switch (failure.kind()) {
            case CONTEXT, FILTERED -> true;
            default -> false;
        };
        if (failed.meaning() == Reply.Meaning.FOR_ALL) {
            giveUp(failure, "nothing more is asked: ");
        } else if (!ofThePrompt
                && failuresInARow.incrementAndGet() >= options.limits().giveUpAfter()) {
            giveUp(failure, "nothing more is asked after " + options.limits().giveUpAfter() + " failures in a row: ");
        }
    }

    private void giveUp(SampleFailure failure, String why) {
        SampleFailure rest = new SampleFailure(failure.kind(), why + failure.message());
        if (givenUp.compareAndSet(null, new Reply.Failed(rest, Reply.Meaning.FOR_ALL, Optional.empty()))) {
            notices.accept(rest.message());
        }
    }
}
