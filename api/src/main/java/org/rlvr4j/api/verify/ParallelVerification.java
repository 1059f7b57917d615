package org.rlvr4j.api.verify;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.rlvr4j.api.Problem;

/**
 * Judges several responses at the same time, on as many threads as there are processors.
 *
 * <p>A verifier that throws against its contract gives {@link Verdict.Failed}, never a wrong answer; so does a reference that
 * cannot be read.
 */
public final class ParallelVerification {

    private static final int IDLE_SECONDS = 10;

    /** Shared by all of this process: verifiers that start programs bound themselves, too. */
    private static final ExecutorService POOL = pool();

    private final Verifier verifier;

    /**
     * Prepares.
     *
     * @param verifier judges; called from several threads at once
     */
    public ParallelVerification(Verifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Judges responses to one problem, equal ones once: verifiers are deterministic, and a policy that is sure of itself says
     * the same again and again.
     *
     * @param problem the problem
     * @param responses its responses; untrusted
     * @return verdicts in their order; {@link Verdict.Failed} for what an interrupt cut off, and the interrupt stays set
     */
    public List<Verdict> judge(Problem problem, List<String> responses) {
        Problem whole;
        try {
            // once, and not for each response
            whole = problem.inMemory();
        } catch (UncheckedIOException e) {
            return Collections.nCopies(responses.size(), unread(problem, e));
        }
        Map<String, Future<Verdict>> byResponse = new HashMap<>();
        List<Future<Verdict>> pending = new ArrayList<>();
        for (String response : responses) {
            pending.add(byResponse.computeIfAbsent(response, different -> submit(whole, different)));
        }
        return pending.stream().map(verdict -> await(verdict, pending)).toList();
    }

    /**
     * Begins to judge one response.
     *
     * @param problem the problem
     * @param response its response; untrusted
     * @return the verdict when it is there
     */
    public Future<Verdict> submit(Problem problem, String response) {
        return POOL.submit(() -> judgeSafely(problem, response));
    }

    private static Verdict unread(Problem problem, UncheckedIOException e) {
        return new Verdict.Failed("the reference of problem " + problem.id() + " cannot be read: " + e.getMessage());
    }

    private Verdict judgeSafely(Problem problem, String response) {
        Problem whole;
        try {
            whole = problem.inMemory();
        } catch (UncheckedIOException e) {
            return unread(problem, e);
        }
        try {
            Verdict verdict = verifier.verify(whole, response);
            return verdict == null ? new Verdict.Failed("the verifier gave no verdict") : verdict;
        } catch (RuntimeException | StackOverflowError e) {
            return new Verdict.Failed("the verifier threw " + e);
        }
    }

    private static Verdict await(Future<Verdict> verdict, List<Future<Verdict>> all) {
        try {
            return verdict.get();
        } catch (InterruptedException e) {
            all.forEach(other -> other.cancel(true));
            Thread.currentThread().interrupt();
            return new Verdict.Failed("interrupted");
        } catch (CancellationException e) {
            return new Verdict.Failed("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return new Verdict.Failed("the verifier threw " + e.getCause());
        }
    }

    private static ExecutorService pool() {
        int threads = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "rlvr4j-verification");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
