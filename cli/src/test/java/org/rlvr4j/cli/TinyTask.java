package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recipes that a second or two suffices for. */
final class TinyTask {

    private TinyTask() {}

    private static final String PRETRAINING = """
            problems { id = countdown }
            shape { layers = 1, hidden-size = 16, heads = 2, key-value-heads = 2, feed-forward-size = 32 }
            optimizer { learning-rate = 3e-3 }
            runtime { device = cpu, threads = 1 }
            pretraining { batch-size = 16 }
            """;

    private static final String TRAINING = """
            problems { id = countdown, training-problems = 64, held-out-problems = 8 }
            verifier { id = countdown }
            gate { id = uniform }
            advantage { id = grpo }
            optimizer { learning-rate = 1e-3 }
            runtime { device = cpu, threads = 1 }
            trainer {
              steps = 3
              problems-per-wave = 4
              rollouts-per-problem = 4
              effective-groups = 4
              max-response-tokens = 8
              checkpoint-every = 1
            }
            evaluation { samples = 4, problems = 4 }
            """;

    /** Settings that make the shipped recipe as small, base apart. */
    static final List<String> DEMO_OVERRIDES = List.of(
            "problems.training-problems=64",
            "problems.held-out-problems=8",
            "runtime.device=cpu",
            "runtime.threads=1",
            "trainer.steps=2",
            "trainer.problems-per-wave=8",
            "trainer.effective-groups=8",
            "trainer.max-waves=1",
            "trainer.max-response-tokens=8",
            "evaluation.samples=4",
            "evaluation.problems=4");

    static Path pretrainingRecipe(Path folder, int steps) throws IOException {
        return Files.writeString(folder.resolve("pretrain.conf"), PRETRAINING + "pretraining.steps = " + steps + "\n");
    }

    /** Makes a base of one layer. */
    static Path base(Path folder, int width) throws IOException {
        Path base = folder.resolve("base-" + width);
        CommandRun run = CommandRun.of(
                "pretrain",
                pretrainingRecipe(folder, 2).toString(),
                "--set",
                "shape.hidden-size=" + width,
                "--out",
                base.toString());
        if (run.code() != 0) {
            throw new IOException("pretrain failed: " + run.said());
        }
        return base;
    }

    static Path recipe(Path folder, Path base) throws IOException {
        return Files.writeString(folder.resolve("tiny.conf"), "model = \"" + base + "\"\n" + TRAINING);
    }
}
