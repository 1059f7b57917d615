package org.rlvr4j.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.verify.ParallelVerification;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.evaluation.cache.EvaluationFolder;
import org.rlvr4j.evaluation.cache.SampleCache;
import org.rlvr4j.evaluation.cache.SourceId;
import org.rlvr4j.evaluation.cache.VerdictCache;

/**
 * Gets samples and verdicts, from the caches where they are there. A sample is in the cache before it is judged; at most
 * {@value #MOST_PENDING} wait for their verdicts, after which the source waits, too.
 */
final class SampleCollection implements SampleSink {

    private static final int MOST_PENDING = 256;

    private final SampleSource source;
    private final String sourceHash;
    private final ParallelVerification verification;
    private final VerdictCache.Keys verdictKeys;
    private final EvaluationFolder folder;
    private final EvaluationListener listener;
    private final BooleanSupplier stopRequested;

    private final Map<String, Map<Integer, Slot>> slots = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** By the verdict's key, so that what is asked already is not asked again. */
    private final Map<String, Future<Verdict>> asked = new HashMap<>();

    private @Nullable IOException broken;
    private String phase = "";
    private long total;
    private long done;
    private long cached;
    private long correct;
    private long failures;
    private long drawnNow;

    /** What became of a task: exactly one of both. */
    record Slot(@Nullable JudgedSample judged, @Nullable FailedSample failed) {}

    private record Pending(
            SampleTask task, String sampleKey, Sample sample, String verdictKey, Future<Verdict> verdict) {}

    SampleCollection(
            SampleSource source,
            ParallelVerification verification,
            String verifierHash,
            EvaluationFolder folder,
            EvaluationListener listener,
            BooleanSupplier stopRequested) {
        this.source = source;
        this.sourceHash = SourceId.of(source).hash();
        this.verification = verification;
        this.verdictKeys = new VerdictCache.Keys(verifierHash);
        this.folder = folder;
        this.listener = listener;
        this.stopRequested = stopRequested;
    }

    /** Says what the next samples are for, and how many may come. */
    synchronized void begin(String next, long mayCome) {
        phase = next;
        total = done + mayCome;
    }

    /**
     * Gets all of these, or as many as there were before a stop.
     *
     * @return false if a stop was requested
     */
    boolean complete(List<SampleTask> tasks) throws IOException, InterruptedException {
        return completeEach(List.of(tasks));
    }

    /**
     * Gets all tasks of all lists, of which each is drawn as by itself.
     *
     * @return false if a stop was requested
     */
    boolean completeEach(List<List<SampleTask>> draws) throws IOException, InterruptedException {
        List<List<SampleTask>> missing = new ArrayList<>();
        for (List<SampleTask> tasks : draws) {
            List<SampleTask> ofDraw = new ArrayList<>();
            for (SampleTask task : tasks) {
                if (stopRequested.getAsBoolean()) {
                    return false;
                }
                String key = SampleCache.key(sourceHash, task);
                Optional<Sample> sample = folder.samples().get(key);
                if (sample.isPresent()) {
                    judge(task, key, sample.get(), true);
                } else {
                    ofDraw.add(task);
                }
            }
            if (!ofDraw.isEmpty()) {
                missing.add(ofDraw);
            }
        }
        if (!missing.isEmpty()) {
            source.drawEach(missing, this, () -> stopRequested.getAsBoolean() || isBroken());
        }
        finish();
        if (stopRequested.getAsBoolean()) {
            return false;
        }
        for (List<SampleTask> tasks : missing) {
            for (SampleTask task : tasks) {
                if (find(task) == null) {
                    failed(
                            task,
                            new SampleFailure(
                                    SampleFailure.Kind.INTERNAL, "the source gave neither answer nor failure"));
                }
            }
        }
        return true;
    }

    private synchronized boolean isBroken() {
        return broken != null;
    }

    @Override
    public void drawn(SampleTask task, Sample sample) {
        try {
            judge(task, keep(task, sample), sample, false);
        } catch (IOException e) {
            breaks(e);
        }
    }

    /** A verdict that is kept wins: the same answer may have been judged before. */
    @Override
    public void judged(SampleTask task, Sample sample, Verdict verdict) {
        try {
            String key = keep(task, sample);
            synchronized (this) {
                settle(task, slot(task, key, sample, known(task, sample, verdict)));
            }
        } catch (IOException e) {
            breaks(e);
        }
    }

    /** The verdict that is kept; this one where none was. */
    private Verdict known(SampleTask task, Sample sample, Verdict verdict) throws IOException {
        try {
            String verdictKey = verdictKeys.of(task.problem(), sample.text());
            Optional<Verdict> known = folder.verdicts().get(verdictKey);
            if (known.isEmpty()) {
                folder.verdicts().put(verdictKey, verdict);
            }
            return known.orElse(verdict);
        } catch (UncheckedIOException e) {
            return unread(e);
        }
    }

    private static Verdict unread(UncheckedIOException e) {
        return new Verdict.Failed("the reference cannot be read: " + e.getMessage());
    }

    private String keep(SampleTask task, Sample sample) throws IOException {
        String key = SampleCache.key(sourceHash, task);
        folder.samples().put(key, task, sample);
        synchronized (this) {
            drawnNow++;
        }
        return key;
    }

    private synchronized void breaks(IOException e) {
        if (broken == null) {
            broken = e;
        }
    }

    @Override
    public synchronized void failed(SampleTask task, SampleFailure failure) {
        settle(
                task,
                new Slot(null, new FailedSample(task.index(), failure.kind().key(), failure.message())));
    }

    private synchronized void judge(SampleTask task, String key, Sample sample, boolean wasCached) throws IOException {
        cached += wasCached ? 1 : 0;
        String verdictKey;
        try {
            verdictKey = verdictKeys.of(task.problem(), sample.text());
        } catch (UncheckedIOException e) {
            settle(task, slot(task, key, sample, unread(e)));
            return;
        }
        Optional<Verdict> known = folder.verdicts().get(verdictKey);
        if (known.isPresent()) {
            settle(task, slot(task, key, sample, known.get()));
            return;
        }
        Future<Verdict> verdict =
                asked.computeIfAbsent(verdictKey, different -> verification.submit(task.problem(), sample.text()));
        pending.add(new Pending(task, key, sample, verdictKey, verdict));
        while (pending.size() > MOST_PENDING) {
            settle(pending.remove());
        }
        while (!pending.isEmpty() && pending.element().verdict().isDone()) {
            settle(pending.remove());
        }
    }

    private synchronized void finish() throws IOException {
        while (!pending.isEmpty()) {
            settle(pending.remove());
        }
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    private void settle(Pending judged) throws IOException {
        Verdict verdict = await(judged.verdict());
        if (asked.remove(judged.verdictKey()) != null) {
            folder.verdicts().put(judged.verdictKey(), verdict);
        }
        settle(judged.task(), slot(judged.task(), judged.sampleKey(), judged.sample(), verdict));
    }

    private static Verdict await(Future<Verdict> verdict) {
        try {
            return verdict.get();
        } catch (InterruptedException e) {
            verdict.cancel(true);
            Thread.currentThread().interrupt();
            return new Verdict.Failed("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return new Verdict.Failed("the verifier threw " + e.getCause());
        }
    }

    private static Slot slot(SampleTask task, String key, Sample sample, Verdict verdict) {
        return verdict.isJudged()
                ? new Slot(
                        new JudgedSample(
                                task.index(),
                                key,
                                verdict,
                                sample.stop(),
                                sample.promptTokens(),
                                sample.responseTokens()),
                        null)
                : new Slot(null, new FailedSample(task.index(), FailedSample.VERIFICATION, verdict.reason()));
    }

    private void settle(SampleTask task, Slot slot) {
        if (slots.computeIfAbsent(task.problem().id(), id -> new HashMap<>()).putIfAbsent(task.index(), slot) != null) {
            return;
        }
        done++;
        JudgedSample judged = slot.judged();
        correct += judged != null && judged.verdict().isCorrect() ? 1 : 0;
        failures += judged == null ? 1 : 0;
        listener.progress(new EvaluationListener.Progress(phase, done, total, cached, correct, failures));
    }

    /** What became of a task; null where nothing has yet. */
    synchronized @Nullable Slot find(SampleTask task) {
        return slots.getOrDefault(task.problem().id(), Map.of()).get(task.index());
    }

    /** How many samples were drawn and not found in the cache. */
    synchronized long drawnNow() {
        return drawnNow;
    }
}
