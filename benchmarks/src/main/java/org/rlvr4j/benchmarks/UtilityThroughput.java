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
import org.rlvr4j.bbg.BetaPrior;
import org.rlvr4j.bbg.BoundaryUtility;

/** Boundary utilities and shares of every bucket 0/8 … 8/8. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UtilityThroughput {

    /** K of the reference metric. */
    @Param({"16", "1000000"})
    public int referenceK;

    /** a and b of the prior. */
    @Param({"1", "0.5"})
    public double pseudoCount;

    /** Creates the state. */
    public UtilityThroughput() {}

    /**
     * Computes the shares of the nine buckets.
     *
     * @return their sum, 1 up to rounding
     */
    @Benchmark
    public double sharesOfAllBuckets() {
        BoundaryUtility utility = new BoundaryUtility(new BetaPrior(pseudoCount, pseudoCount), referenceK);
        double sum = 0;
        for (int m = 0; m <= 8; m++) {
            sum += utility.share(m, 8);
        }
        return sum;
    }
}
