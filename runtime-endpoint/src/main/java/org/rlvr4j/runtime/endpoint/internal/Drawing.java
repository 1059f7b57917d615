package org.rlvr4j.runtime.endpoint.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleTask;

/** The drawing of a list of tasks: a queue of requests, and threads that wait for their answers. */
final class Drawing {

    private static final long LOOK_FOR_STOP_MILLIS = 20;

    private final Asking asking;
    private final Asking.Questions questions;
    private final Answers answers;
    private final ConcurrentLinkedDeque<List<SampleTask>> queue = new ConcurrentLinkedDeque<>();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private volatile boolean stopped;

    /** Receives what came of a task; the answers are of a form that this class need not know. */
    interface Answers {
        /** An answer came. */
        void drawn(SampleTask task, Answer answer, Answer.Drawn choice);

        /** None will come. */
        void failed(SampleTask task, SampleFailure failure);
    }

    Drawing(Asking asking, Asking.Questions questions, Answers answers) {
        this.asking = asking;
        this.questions = questions;
        this.answers = answers;
    }

    /**
     * Draws.
     *
     * @throws InterruptedException if this thread was interrupted; no call to the receiver is under way any more
     */
    void draw(List<SampleTask> tasks, int atATime, BooleanSupplier stopRequested) throws InterruptedException {
        queue.addAll(requests(tasks, asking.answersARequest()));
        int threads = Math.min(atATime, queue.size());
        if (threads == 0) {
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "endpoint");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int i = 0; i < threads; i++) {
                pool.execute(this::work);
            }
            pool.shutdown();
            while (!pool.awaitTermination(LOOK_FOR_STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                if (broken.get() != null || stopRequested.getAsBoolean()) {
                    break;
                }
            }
        } finally {
            end(pool);
        }
        Throwable cause = broken.get();
        if (cause != null) {
            throw new IllegalStateException("an answer could not be taken: " + cause.getMessage(), cause);
        }
    }

    /** Calls off what is in hand, and waits until it is. */
    private void end(ExecutorService pool) {
        stopped = true;
        pool.shutdownNow();
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                if (pool.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts the tasks of a problem together, as many as one request asks for. */
    private static List<List<SampleTask>> requests(List<SampleTask> tasks, int answersARequest) {
        Map<String, List<SampleTask>> open = new LinkedHashMap<>();
        List<List<SampleTask>> requests = new ArrayList<>();
        for (SampleTask task : tasks) {
            String prompt = task.problem().prompt();
            List<SampleTask> request = open.get(prompt);
            if (request == null || request.size() >= answersARequest) {
                request = new ArrayList<>();
                open.put(prompt, request);
                requests.add(request);
            }
            request.add(task);
        }
        return requests;
    }

    private void work() {
        try {
            List<SampleTask> next = queue.poll();
            while (next != null && !stopped) {
                run(next);
                next = queue.poll();
            }
        } catch (InterruptedException e) {
            // called off
        } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
        }
    }

    private void run(List<SampleTask> tasks) throws InterruptedException {
        if (tasks.size() > 1 && asking.answersARequest() == 1) {
            split(tasks);
            return;
        }
        Reply reply = asking.ask(questions, tasks.get(0), tasks.size());
        if (reply instanceof Reply.Failed failed) {
            tasks.forEach(task -> answers.failed(task, failed.failure()));
        } else if (reply instanceof Reply.Answered answered) {
            deliver(tasks, answered.answer());
        }
    }

    private void split(List<SampleTask> tasks) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            queue.addFirst(List.of(tasks.get(i)));
        }
    }

    private void deliver(List<SampleTask> tasks, Answer answer) {
        int delivered = answer.choices().size();
        for (int i = 0; i < delivered; i++) {
            SampleTask task = tasks.get(i);
            Answer.Choice choice = answer.choices().get(i);
            if (choice instanceof Answer.Drawn drawn) {
                answers.drawn(task, answer, drawn);
            } else if (choice instanceof Answer.Lost lost) {
                answers.failed(task, lost.failure());
            }
        }
        if (delivered < tasks.size()) {
            asking.tooFew(tasks.size(), delivered);
            split(tasks.subList(delivered, tasks.size()));
        }
    }
}
