package org.rlvr4j.runtime.gpu.internal;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.*;
import org.rlvr4j.api.learning.*;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.*;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.*;
class ScratchTest {
    @Test
    void run(@TempDir Path dir) throws Exception {
        int threads = Integer.getInteger("threads", 1);
        var opts = new DjlOptions(DjlOptions.DeviceChoice.CPU, threads, Integer.getInteger("gt", 32768), Integer.getInteger("mb", 16384), 1 << 24);
        DjlPolicyRuntime.initialise(opts, dir.resolve("m"), new ModelShape(3, 64, 4, 4, 172, 64), "0123456789+-*/()=: ", 1);
        var loss = OptionSchema.of(LossOptions.class).defaults();
        var opt = OptionSchema.of(OptimizerOptions.class).defaults();
        try (var rt = new DjlPolicyRuntime(opts, new PolicySpec(dir.resolve("m").toString(), loss, opt, 100))) {
            System.out.println(rt.description() + " params " + rt.parameterCount());
            List<Problem> ps = new ArrayList<>();
            for (int i = 0; i < 64; i++) ps.add(new Problem("p" + i, (i % 20 + 1) + " 7 12=45:", ""));
            for (int it = 0; it < 12; it++) {
                long t0 = System.nanoTime();
                var gs = rt.rolloutEngine().generate(new SamplingRequest(ps, 8, 14, TokenSampler.UNCHANGED, new RandomStreams(1), "train", it, 0));
                long t1 = System.nanoTime();
                List<TrainingSequence> seqs = new ArrayList<>();
                long tok = 0;
                for (var g : gs) for (var r : g.rollouts()) { tok += r.length(); seqs.add(new TrainingSequence(g.promptTokens(), r.tokens(), r.behaviourLogProbs(), (seqs.size() % 2) * 2 - 1)); }
                var rep = rt.learner().step(new TrainingBatch(seqs, TokenSampler.UNCHANGED));
                long t2 = System.nanoTime();
                System.out.printf("gen %.0f ms (%d tokens), step %.0f ms ratio %.7f %s%n", (t1 - t0) / 1e6, tok, (t2 - t1) / 1e6, rep.meanRatio(), rep);
            }
        }
    }
}
