package org.rlvr4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;

/**
 * One step on random weights of SmolLM2-135M's shape: rollouts sampled or made up, then an update on all of them. Prints
 * seconds, tokens a second, and the peak resident memory of this process.
 */
public final class TrainingCost {

    private static final int PROMPT = 96;

    private TrainingCost() {}

    /**
     * Measures and prints.
     *
     * @param args a folder, which is made with random weights and nothing else is done where there is none, so that making
     *     them is in no measurement; then any of {@code threads=0 adapter=none|lora recompute=none|layers dtype=float32|bfloat16 micro-batch-tokens=4096 problems=8
     *     rollouts=8 tokens=256 generate=true|false}
     * @throws IOException if temporary files cannot be written, or the system does not tell its memory
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Settings settings = new Settings(Arrays.asList(args).subList(1, args.length));
        if (!Files.isDirectory(folder)) {
            DjlOptions defaults = OptionSchema.of(DjlOptions.class).defaults();
            new DjlRuntimeProvider().initialise(defaults, folder, DecodingSpeed.SHAPE, DecodingSpeed.alphabet(), 1);
            System.out.println("made " + folder + "; run again to measure");
            return;
        }
        try (PolicyRuntime runtime = open(settings, folder)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s; %s; %,d weights trained; load average %s%n",
                    String.join(" ", args),
                    runtime.description(),
                    runtime.parameterCount(),
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
            report("opened");
            List<TrainingSequence> sequences = settings.generate ? sampled(runtime, settings) : madeUp(settings);
            double before = processorSeconds();
            StepReport step = runtime.learner().step(new TrainingBatch(sequences, TokenSampler.UNCHANGED));
            rate("trained on", step.tokens(), step.seconds(), processorSeconds() - before);
            if (step.importance().measured()) {
                System.out.printf(
                        Locale.ROOT,
                        "behaviour KL %.2e, greatest weight %.4f%n",
                        step.importance().behaviourKl(),
                        step.importance().maxWeight());
            }
        }
        report("done");
    }

    private static final class Settings {
        private int threads;
        private String adapter = "lora";
        private String recompute = "layers";
        private String dtype = "float32";
        private int microBatchTokens = 4096;
        private int problems = 8;
        private int rollouts = 8;
        private int tokens = 256;
        private boolean generate = true;

        Settings(List<String> args) {
            for (String arg : args) {
                String[] pair = arg.split("=", 2);
                String value = pair.length > 1 ? pair[1] : "";
                switch (pair[0]) {
                    case "threads" -> threads = Integer.parseInt(value);
                    case "adapter" -> adapter = value;
                    case "recompute" -> recompute = value;
                    case "dtype" -> dtype = value;
                    case "micro-batch-tokens" -> microBatchTokens = Integer.parseInt(value);
                    case "problems" -> problems = Integer.parseInt(value);
                    case "rollouts" -> rollouts = Integer.parseInt(value);
                    case "tokens" -> tokens = Integer.parseInt(value);
                    case "generate" -> generate = Boolean.parseBoolean(value);
                    default -> throw new IllegalArgumentException("there is no setting " + pair[0]);
                }
            }
        }
    }

    private static PolicyRuntime open(Settings settings, Path folder) throws IOException {
        DjlOptions defaults = OptionSchema.of(DjlOptions.class).defaults();
        DjlOptions options = new DjlOptions(
                DjlOptions.DeviceChoice.CPU,
                settings.threads,
                defaults.generationTokens(),
                settings.microBatchTokens,
                defaults.logitElements(),
                DjlOptions.Recompute.valueOf(settings.recompute.toUpperCase(Locale.ROOT)),
                DjlOptions.DataTypeChoice.valueOf(settings.dtype.toUpperCase(Locale.ROOT)));
        AdapterOptions lora = OptionSchema.of(AdapterOptions.class).defaults();
        AdapterOptions adapter = new AdapterOptions(
                AdapterOptions.Kind.valueOf(settings.adapter.toUpperCase(Locale.ROOT)),
                lora.rank(),
                lora.alpha(),
                lora.rankStabilised(),
                lora.dropout(),
                lora.targets(),
                lora.from());
        OptimizerOptions optimizer = OptionSchema.of(OptimizerOptions.class).defaults();
        LossOptions loss = OptionSchema.of(LossOptions.class).defaults();
        return new DjlRuntimeProvider()
                .open(options, new PolicySpec(folder.toString(), loss, optimizer, 1, adapter, 1));
    }

    private static List<TrainingSequence> sampled(PolicyRuntime runtime, Settings settings) throws IOException {
        List<Problem> problems = IntStream.range(0, settings.problems)
                .mapToObj(p ->
                        new Problem("p" + p, String.valueOf((char) ('a' + p)).repeat(PROMPT), ""))
                .toList();
        long start = System.nanoTime();
        double before = processorSeconds();
        List<RolloutGroup> groups = runtime.rolloutEngine()
                .generate(new SamplingRequest(
                        problems,
                        settings.rollouts,
                        settings.tokens,
                        TokenSampler.UNCHANGED,
                        new RandomStreams(1),
                        "benchmark",
                        0,
                        0));
        List<TrainingSequence> sequences = new ArrayList<>();
        long tokens = 0;
        for (RolloutGroup group : groups) {
            for (Rollout rollout : group.rollouts()) {
                tokens += rollout.tokens().length;
                sequences.add(new TrainingSequence(
                        group.promptTokens(), rollout.tokens(), rollout.behaviourLogProbs(), advantage(sequences)));
            }
        }
        rate("sampled", tokens, (System.nanoTime() - start) / 1e9, processorSeconds() - before);
        report("sampled");
        return sequences;
    }

    private static List<TrainingSequence> madeUp(Settings settings) {
        SplittableRandom random = new SplittableRandom(1);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int p = 0; p < settings.problems; p++) {
            int[] prompt = random.ints(PROMPT, 1, DecodingSpeed.VOCABULARY).toArray();
            for (int i = 0; i < settings.rollouts; i++) {
                int[] response = random.ints(settings.tokens, 1, DecodingSpeed.VOCABULARY)
                        .toArray();
                float[] logProbs = new float[response.length];
                Arrays.fill(logProbs, (float) -Math.log(DecodingSpeed.VOCABULARY));
                sequences.add(new TrainingSequence(prompt, response, logProbs, advantage(sequences)));
            }
        }
        return sequences;
    }

    private static double advantage(List<TrainingSequence> before) {
        return before.size() % 2 == 0 ? 1 : -1;
    }

    private static void rate(String what, long tokens, double seconds, double processorSeconds) {
        System.out.printf(
                Locale.ROOT,
                "%s %,d tokens in %.1f s: %.1f tokens/s; %.1f s of processors: %.1f tokens/s of one%n",
                what,
                tokens,
                seconds,
                tokens / seconds,
                processorSeconds,
                tokens / processorSeconds);
    }

    /** What this process has used of all cores; beside other work it says more than the clock. */
    private static double processorSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(duration -> duration.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    private static void report(String done) throws IOException {
        System.out.printf(Locale.ROOT, "%-10s peak resident memory %.0f MiB%n", done, LargeModel.peakMebibytes());
    }
}
