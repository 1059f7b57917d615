package org.rlvr4j.benchmarks;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.verifiers.math.countdown.CountdownSource;

/**
 * Generation and the training step of the demo's model against the bare matrix products of the same shapes, interleaved.
 *
 * <p>Arguments: THREADS (0 takes every core), ROUNDS, and optionally a file that receives PyTorch's own profile of one
 * round.
 */
public final class Ratios {

    private static final int PROBLEMS = 64;
    private static final ModelShape SHAPE = OptionSchema.of(ModelShape.class).defaults();
    private static final int VOCABULARY = CountdownSource.ALPHABET.length() + 1;

    private Ratios() {}

    /**
     * Measures and prints.
     *
     * @param args see the class comment
     * @throws IOException if temporary files cannot be written
     */
    public static void main(String[] args) throws IOException {
        int threads = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        DjlOptions defaults = OptionSchema.of(DjlOptions.class).defaults();
        DjlOptions options = new DjlOptions(
                DjlOptions.DeviceChoice.CPU,
                threads,
                defaults.generationTokens(),
                defaults.microBatchTokens(),
                defaults.logitElements(),
                defaults.recompute(),
                defaults.dtype());
        Path folder = Files.createTempDirectory("rlvr4j-benchmark");
        try (CountdownWork work = CountdownWork.open(SHAPE, options, folder, PROBLEMS)) {
            List<RolloutGroup> groups = work.generate();
            TrainingBatch batch = CountdownWork.batch(groups);
            System.out.printf(
                    "%s; %,d weights; %d sequences, %,d response tokens; %d rounds%n",
                    work.runtime().description(),
                    work.runtime().parameterCount(),
                    batch.sequences().size(),
                    batch.sequences().stream()
                            .mapToInt(s -> s.response().length)
                            .sum(),
                    rounds);
            if (args.length > 2) {
                profile(Path.of(args[2]), work, batch);
                return;
            }
            try (BareOperations products = generation(groups, false);
                    BareOperations attention = generation(groups, true)) {
                double[][] seconds = Interleaved.time(rounds, work::generate, products::run, attention::run);
                System.out.println(Interleaved.line("generation / products", seconds[0], seconds[1]));
                System.out.println(Interleaved.line("generation / products and softmax", seconds[0], seconds[2]));
            }
            try (BareOperations products = training(groups, false, options.microBatchTokens());
                    BareOperations attention = training(groups, true, options.microBatchTokens())) {
                double[][] seconds = Interleaved.time(rounds, () -> work.learn(batch), products::run, attention::run);
                System.out.println(Interleaved.line("training step / products", seconds[0], seconds[1]));
                System.out.println(Interleaved.line("training step / products and softmax", seconds[0], seconds[2]));
            }
        } finally {
            delete(folder);
        }
    }

    /** Prompts once, then one position a step for the rows that have not ended. */
    private static BareOperations generation(List<RolloutGroup> groups, boolean softmax) {
        BareOperations bare = new BareOperations(SHAPE, VOCABULARY, softmax);
        int prompt = promptLength(groups);
        bare.addLayers(groups.size(), prompt, prompt, false);
        bare.addHead(groups.size(), false);
        for (int step = 1; step < CountdownWork.RESPONSE; step++) {
            int drawn = step;
            int rows = (int) rollouts(groups).filter(r -> r.length() > drawn).count();
            if (rows > 0) {
                bare.addLayers(rows, 1, prompt + step, false);
                bare.addHead(rows, false);
            }
        }
        return bare;
    }

    /** Longest responses first, cut where a micro-batch of prompts and responses would pass the token budget. */
    private static BareOperations training(List<RolloutGroup> groups, boolean softmax, int budget) {
        BareOperations bare = new BareOperations(SHAPE, VOCABULARY, softmax);
        int prompt = promptLength(groups);
        List<Rollout> sorted = rollouts(groups)
                .sorted(Comparator.comparingInt(Rollout::length).reversed())
                .toList();
        int from = 0;
        while (from < sorted.size()) {
            int length = sorted.get(from).length() - 1;
            int room = Math.max(1, (budget - groups.size() * prompt) / Math.max(1, length));
            List<Rollout> part = sorted.subList(from, Math.min(sorted.size(), from + room));
            int prompts = Math.min(groups.size(), part.size());
            bare.addLayers(prompts, prompt, prompt, true);
            if (length > 0) {
                bare.addLayers(part.size(), length, prompt + length, true);
            }
            bare.addHead(part.stream().mapToInt(Rollout::length).sum(), true);
            from += part.size();
        }
        return bare;
    }

    private static Stream<Rollout> rollouts(List<RolloutGroup> groups) {
        return groups.stream().flatMap(group -> group.rollouts().stream());
    }

    private static int promptLength(List<RolloutGroup> groups) {
        return groups.stream()
                .mapToInt(group -> group.promptTokens().length)
                .max()
                .orElseThrow();
    }

    private static void profile(Path file, CountdownWork work, TrainingBatch batch) {
        for (int round = 0; round < 3; round++) {
            work.generate();
            work.learn(batch);
        }
        for (boolean training : new boolean[] {false, true}) {
            JniUtils.startProfile(false, false, false);
            if (training) {
                work.learn(batch);
            } else {
                work.generate();
            }
            String target = file + (training ? ".training.json" : ".generation.json");
            JniUtils.stopProfile(target);
            System.out.println("PyTorch's profile is in " + target);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
