package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/**
 * Judges groups, the rollouts of a group at the same time; verdicts come in the order of the rollouts.
 *
 * <p>A verifier that throws against its contract gives {@link Verdict.Failed}, never a wrong answer.
 */
public final class Verification {

    private static final int IDLE_SECONDS = 10;

    /** Shared by all runs of this process: verifiers that start programs bound themselves, too. */
    private static final ExecutorService POOL = pool();

    private final Verifier verifier;

    /**
     * Prepares judging.
     *
     * @param verifier the verifier
     */
    public Verification(Verifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Judges a group.
     *
     * @param group the rollouts
     * @return their verdicts; those that could not be judged are counted as failures
     */
    public VerifiedGroup judge(RolloutGroup group) {
        List<Future<Verdict>> pending = new ArrayList<>();
        for (Rollout rollout : group.rollouts()) {
            pending.add(POOL.submit(() -> judge(group.problem(), rollout)));
        }
        return VerifiedGroup.of(
                group, pending.stream().map(verdict -> await(verdict, pending)).toList());
    }

    private Verdict judge(Problem problem, Rollout rollout) {
        try {
            Verdict verdict = verifier.verify(problem, rollout.text());
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
