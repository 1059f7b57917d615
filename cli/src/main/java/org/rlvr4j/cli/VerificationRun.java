package org.rlvr4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rlvr4j.trainer.StoppedException;

/**
 * Judges the rows of a file: in parallel, written in the order of the rows, with no more of them in memory than the
 * threads need.
 *
 * @param <T> a row as its judge understands it
 */
final class VerificationRun<T> {

    private static final String VERDICTS = "verdicts";
    private static final long MAX_BYTES_IN_HAND = 4 << 20;
    private static final int BATCHES_A_THREAD = 4;
    private static final long POLL_MILLIS = 50;

    private final VerificationArguments arguments;
    private final RowJudge<T> judge;
    private final PrintWriter out;
    private final PrintWriter err;
    private final String name;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final RowCounts counts = new RowCounts();
    private long bytesInHand;
    private String afterStop = "";

    private record Pending(Future<JudgedRows> rows, long bytes) {}

    /**
     * Prepares a run.
     *
     * @param out receives the summary, or the verdicts where the output is {@code -}
     * @param err receives progress, what is wrong with bad rows, and the summary where the output is {@code -}
     */
    VerificationRun(VerificationArguments arguments, RowJudge<T> judge, PrintWriter out, PrintWriter err) {
        this.arguments = arguments;
        this.judge = judge;
        this.out = out;
        this.err = err;
        this.name = new RowInput(arguments.input).name();
    }

    /** Judges all rows and returns the exit code: 1 if there were bad rows, which do not stop the others. */
    int run() throws IOException, InterruptedException {
        arguments.requireFiles();
        RowInput rows = new RowInput(arguments.input);
        boolean toStandard = arguments.output.equals(RowInput.STANDARD);
        try (InputStream in = rows.open(arguments.output);
                RowFile file = toStandard
                        ? RowFile.standardOutput(VERDICTS, out)
                        : RowFile.create(VERDICTS, Path.of(arguments.output), arguments.overwrite);
                Progress progress = new Progress(name, err)) {
            StopSignal.install();
            judgeAll(in, rows.size(), file, progress);
            file.complete();
        }
        (toStandard ? err : out).println(name + ": " + counts);
        return counts.badRows() > 0 ? Main.FAILURE : 0;
    }

    /** Says what a stopped run leaves. */
    String afterStop() {
        return afterStop;
    }

    private void judgeAll(InputStream in, long size, RowFile file, Progress progress)
            throws IOException, InterruptedException {
        RowSource source = new RowSource(in, judge.rowsATask());
        source.start();
        ExecutorService pool = Executors.newFixedThreadPool(arguments.threads);
        try {
            while (true) {
                if (StopSignal.isRequested()) {
                    afterStop = "after " + counts + file.whatIsLeft();
                    throw new StoppedException();
                }
                while (!pending.isEmpty()
                        && (isFull() || pending.getFirst().rows().isDone())) {
                    writeFirst(file, progress, size);
                }
                RowSource.Batch batch = source.poll(POLL_MILLIS);
                if (batch == null) {
                    continue;
                }
                if (batch.failure() != null) {
                    throw new IOException(
                            "--input " + name + " cannot be read: "
                                    + batch.failure().getMessage() + file.whatIsLeft(),
                            batch.failure());
                }
                if (batch.isLast()) {
                    break;
                }
                bytesInHand += batch.bytes();
                pending.add(new Pending(pool.submit(() -> JudgedRows.of(judge, batch)), batch.bytes()));
            }
            while (!pending.isEmpty()) {
                writeFirst(file, progress, size);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean isFull() {
        return bytesInHand > MAX_BYTES_IN_HAND || pending.size() > BATCHES_A_THREAD * arguments.threads;
    }

    private void writeFirst(RowFile file, Progress progress, long size) throws IOException, InterruptedException {
        Pending first = pending.removeFirst();
        JudgedRows rows = get(first.rows());
        bytesInHand -= first.bytes();
        file.write(rows.output());
        counts.add(rows);
        rows.complaints().forEach(progress::say);
        if (size > 0) {
            progress.show(new ProgressLine("verifying", Math.min(size, counts.bytes()), size, counts.toString()));
        }
    }

    private static JudgedRows get(Future<JudgedRows> rows) throws InterruptedException {
        try {
            return rows.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a batch of rows could not be judged", e.getCause());
        }
    }
}
