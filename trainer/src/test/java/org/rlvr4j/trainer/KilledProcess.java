package org.rlvr4j.trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.rlvr4j.api.verify.Verifier;

/** The process that {@link KillTest} starts: a run that dies where it is told to, or when it is killed. */
final class KilledProcess {

    /** What the parent waits for before it kills. */
    static final String READY = "ready";

    private static final int KILLED = 137;

    private KilledProcess() {}

    /** Arguments: the run's folder; where to die ({@code change}, {@code verify}, {@code event} or {@code never}); after how many. */
    public static void main(String[] arguments) throws IOException {
        Path run = Path.of(arguments[0]);
        String where = arguments[1];
        long after = Long.parseLong(arguments[2]);
        AtomicLong left = new AtomicLong(after);
        Verifier verifier = (problem, response) -> {
            if (where.equals("verify") && left.getAndDecrement() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
            return TestRecipes.BY_REFERENCE.verify(problem, response);
        };
        Path seen = where.equals("change")
                ? new CrashingFileSystem(after, () -> Runtime.getRuntime().halt(KILLED)).wrap(run)
                : run;
        System.out.println(READY);
        ResumableTask.run(
                seen,
                event -> {
                    if (where.equals("event") && left.getAndDecrement() == 0) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                },
                verifier);
    }
}
