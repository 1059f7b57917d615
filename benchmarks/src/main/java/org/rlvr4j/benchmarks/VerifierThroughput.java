package org.rlvr4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.verifiers.math.countdown.CountdownVerifier;
import org.rlvr4j.verifiers.math.countdown.CountdownVerifierOptions;

/** One Countdown response judged. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerifierThroughput {

    /** A right, a wrong and an unreadable response. */
    @Param({"(12+3)*(7-4)", "12+3*7-4", "(12+3)*(7"})
    public String response = "";

    private final CountdownVerifier verifier = new CountdownVerifier(
            OptionSchema.of(CountdownVerifierOptions.class).defaults());
    private final Problem problem = new Problem("p", "3 4 7 12=45:", "3 4 7 12=45");

    /** Creates the state. */
    public VerifierThroughput() {}

    /**
     * Judges the response.
     *
     * @return the verdict
     */
    @Benchmark
    public Verdict verify() {
        return verifier.verify(problem, response);
    }
}
