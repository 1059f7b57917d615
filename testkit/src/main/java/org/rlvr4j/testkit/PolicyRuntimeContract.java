package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.testkit.internal.GoodnessOfFit;

/**
 * What every {@link PolicyRuntime} keeps to, and its rollout engine and learner with it. The policy is a new one of a few
 * thousand weights, made by {@link PolicyRuntimeProvider#initialise}.
 */
public abstract class PolicyRuntimeContract extends RolloutEngineContract {

    private static final String ALPHABET = "0123456789+-*/=() ";
    private static final ModelShape SHAPE = new ModelShape(2, 16, 2, 1, 32, 40);
    private static final float TOLERANCE = 1e-3f;

    @TempDir
    Path temporary = Path.of("");

    private Path model = Path.of("");
    private final List<PolicyRuntime> opened = new ArrayList<>();

    /** For subclasses. */
    protected PolicyRuntimeContract() {}

    /**
     * Gives the provider of the runtime.
     *
     * @return the provider
     */
    protected abstract PolicyRuntimeProvider<?> provider();

    /**
     * Gives the runtime's options.
     *
     * @return by default its defaults
     */
    protected Record options() {
        return OptionSchema.of(provider().optionsType()).defaults();
    }

    @BeforeEach
    void makePolicy() throws IOException {
        model = temporary.resolve("model");
        initialise(provider(), 7);
    }

    private <O extends Record> void initialise(PolicyRuntimeProvider<O> provider, long seed) throws IOException {
        provider.initialise(provider.optionsType().cast(options()), model, SHAPE, ALPHABET, seed);
    }

    @AfterEach
    void closeAll() {
        opened.forEach(PolicyRuntime::close);
    }

    private PolicyRuntime open() {
        return open(model, loss(LossOptions.Objective.CLIPPED_RATIO));
    }

    private PolicyRuntime open(Path folder, LossOptions loss) {
        try {
            PolicyRuntime runtime = open(provider(), new PolicySpec(folder.toString(), loss, optimizer(), 100));
            opened.add(runtime);
            return runtime;
        } catch (IOException e) {
            throw new AssertionError("the policy that initialise() wrote does not open", e);
        }
    }

    private <O extends Record> PolicyRuntime open(PolicyRuntimeProvider<O> provider, PolicySpec spec)
            throws IOException {
        return provider.open(provider.optionsType().cast(options()), spec);
    }

    /** With KL and entropy on, so that whatever takes part shows. */
    private static LossOptions loss(LossOptions.Objective objective) {
        LossOptions plain = OptionSchema.of(LossOptions.class).defaults();
        boolean supervised = objective == LossOptions.Objective.LIKELIHOOD;
        return new LossOptions(
                objective,
                plain.clipLow(),
                plain.clipHigh(),
                plain.aggregation(),
                plain.constantLength(),
                supervised ? 0 : 0.1,
                plain.klEstimator(),
                supervised ? 0 : 0.01,
                plain.importance(),
                plain.importanceCap());
    }

    private static OptimizerOptions optimizer() {
        OptimizerOptions plain = OptionSchema.of(OptimizerOptions.class).defaults();
        return new OptimizerOptions(
                0.01,
                plain.beta1(),
                plain.beta2(),
                plain.epsilon(),
                0.01,
                plain.maxGradientNorm(),
                plain.schedule(),
                plain.warmupSteps(),
                plain.finalShare(),
                plain.passes(),
                plain.miniBatches());
    }

    @Override
    protected RolloutEngine engine() {
        return open().rolloutEngine();
    }

    @Override
    protected List<Problem> problems() {
        return List.of(
                new Problem("short", "1", "1"),
                new Problem("sum", "12 + 30 =", "42"),
                new Problem("long", "(1 + 2) * 3 - 4 / 5 =", "8"));
    }

    private static List<RolloutGroup> generate(PolicyRuntime runtime, List<Problem> problems, long round) {
        return runtime.rolloutEngine().generate(request(problems, 3, "train", round, 0));
    }

    private static int[] whole(RolloutGroup group, Rollout rollout) {
        return IntStream.concat(Arrays.stream(group.promptTokens()), Arrays.stream(rollout.tokens()))
                .toArray();
    }

    /** Groups in which every second rollout counts as right. */
    private static List<VerifiedGroup> judged(List<RolloutGroup> groups) {
        return groups.stream()
                .map(group -> VerifiedGroup.of(
                        group,
                        IntStream.range(0, group.rollouts().size())
                                .<Verdict>mapToObj(
                                        i -> i % 2 == 0
                                                ? new Verdict.Correct("1", "right")
                                                : new Verdict.Incorrect("2", "wrong"))
                                .toList()))
                .toList();
    }

    private static TrainingBatch batch(List<VerifiedGroup> groups, List<GateDecision> decisions, TokenSampler sampler) {
        double[][] advantages = groups.stream()
                .map(group -> Arrays.stream(group.rewards())
                        .map(reward -> reward - 0.5)
                        .toArray())
                .toArray(double[][]::new);
        return TrainingBatch.of(groups, decisions, advantages, sampler);
    }

    private static TrainingBatch batch(List<VerifiedGroup> groups, TokenSampler sampler) {
        return batch(
                groups,
                groups.stream()
                        .map(group -> GateDecision.keep(group.size(), 1, "kept"))
                        .toList(),
                sampler);
    }

    private static StepReport step(PolicyRuntime runtime, List<Problem> problems, long round) {
        return runtime.learner()
                .step(batch(judged(generate(runtime, problems, round)), TokenSampler.UNCHANGED));
    }

    private List<float[]> scores(PolicyRuntime runtime) {
        return runtime.score(problems().stream()
                .map(problem -> runtime.encodePrompt(problem.prompt() + "1 2 3"))
                .toList());
    }

    private static void assertSameBits(List<float[]> expected, List<float[]> actual, String what) {
        assertEquals(expected.size(), actual.size(), what);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), what);
        }
    }

    /** The log-probabilities of a rollout are those of a fresh forward pass over prompt and response. */
    @Test
    public void logProbsEqualAFreshForwardPass() {
        PolicyRuntime runtime = open();
        step(runtime, problems(), 0);
        for (RolloutGroup group : generate(runtime, problems(), 1)) {
            int prompt = group.promptTokens().length;
            for (Rollout rollout : group.rollouts()) {
                float[] fresh = runtime.score(List.of(whole(group, rollout))).get(0);
                assertArrayEquals(
                        rollout.behaviourLogProbs(),
                        Arrays.copyOfRange(fresh, prompt - 1, fresh.length),
                        TOLERANCE,
                        "behaviour log-probabilities against a fresh forward pass");
            }
        }
    }

    /** First tokens over many rollouts have the policy's own distribution; chi-squared test with a fixed seed. */
    @Test
    public void tokensAreDrawnFromThePolicy() {
        PolicyRuntime runtime = open();
        RolloutGroup group = runtime.rolloutEngine()
                .generate(new SamplingRequest(
                        problems().subList(0, 1), 4000, 1, TokenSampler.UNCHANGED, new RandomStreams(5), "train", 0, 0))
                .get(0);
        SortedMap<Integer, Long> seen = new TreeMap<>();
        group.rollouts().forEach(rollout -> seen.merge(rollout.tokens()[0], 1L, Long::sum));
        int prompt = group.promptTokens().length;
        List<int[]> sequences = seen.keySet().stream()
                .map(token -> IntStream.concat(Arrays.stream(group.promptTokens()), IntStream.of(token))
                        .toArray())
                .toList();
        double[] seenProbabilities = runtime.score(sequences).stream()
                .mapToDouble(scores -> Math.exp(scores[prompt - 1]))
                .toArray();
        double rest = Math.max(0, 1 - Arrays.stream(seenProbabilities).sum());
        double[] probabilities = Arrays.copyOf(seenProbabilities, seenProbabilities.length + 1);
        probabilities[seenProbabilities.length] = rest;
        long[] counts = new long[probabilities.length];
        int cell = 0;
        for (long count : seen.values()) {
            counts[cell++] = count;
        }
        double p = GoodnessOfFit.pValue(counts, probabilities);
        assertTrue(
                p > GoodnessOfFit.SIGNIFICANCE,
                () -> "drawn tokens " + Arrays.toString(counts) + " do not fit " + Arrays.toString(probabilities)
                        + ": p = " + p);
    }

    /** The learner restricts the policy as the engine did: the ratio of an unchanged policy is 1 under any token sampler. */
    @Test
    public void theRatioOfAnUnchangedPolicyIsOne() {
        TokenSampler sampler = new TokenSampler() {
            @Override
            public <L> L restrict(L logits, LogitOps<L> ops) {
                return ops.keepTopP(ops.keepTopK(ops.divide(logits, 0.7), 9), 0.9);
            }
        };
        PolicyRuntime runtime = open();
        List<RolloutGroup> groups = runtime.rolloutEngine()
                .generate(new SamplingRequest(problems(), 6, 12, sampler, new RandomStreams(4), "train", 0, 0));
        StepReport report = runtime.learner().step(batch(judged(groups), sampler));
        assertEquals(1, report.meanRatio(), TOLERANCE, "mean ratio");
        assertEquals(0, report.clipShare(), "share of clipped tokens");
    }

    /** A rollout that ended by a stop token has it last and nowhere else; its text is what its tokens say without it. */
    @Test
    public void stopTokensEndResponses() {
        PolicyRuntime runtime = open();
        int[] empty = runtime.encodeResponse("");
        int stop = empty[empty.length - 1];
        List<RolloutGroup> groups = runtime.rolloutEngine()
                .generate(new SamplingRequest(
                        problems(), 32, 12, TokenSampler.UNCHANGED, new RandomStreams(6), "train", 0, 0));
        int stopped = 0;
        for (RolloutGroup group : groups) {
            assertArrayEquals(
                    runtime.encodePrompt(group.problem().prompt()), group.promptTokens(), "the prompt's tokens");
            for (Rollout rollout : group.rollouts()) {
                int[] tokens = rollout.tokens();
                long stops = Arrays.stream(tokens).filter(token -> token == stop).count();
                boolean ended = rollout.stopReason() == StopReason.STOP_TOKEN;
                assertEquals(ended ? 1 : 0, stops, () -> "stop tokens in " + Arrays.toString(tokens));
                if (ended) {
                    assertEquals(stop, tokens[tokens.length - 1], "the last token");
                    stopped++;
                }
                assertEquals(runtime.decode(tokens), rollout.text(), "the text");
            }
        }
        assertTrue(stopped > 0, "none of 96 rollouts of a random policy ended by a stop token");
    }

    /** A rollout bears the number of steps that the policy had seen. */
    @Test
    public void rolloutsBearThePolicysVersion() {
        PolicyRuntime runtime = open();
        for (long version = 0; version < 3; version++) {
            assertEquals(version, runtime.learner().version());
            for (RolloutGroup group : generate(runtime, problems(), version)) {
                for (Rollout rollout : group.rollouts()) {
                    assertEquals(version, rollout.policyVersion());
                }
            }
            step(runtime, problems(), version);
        }
    }

    /** Learning a response makes it more probable. */
    @Test
    public void learningAResponseMakesItMoreProbable() {
        PolicyRuntime runtime = open(model, loss(LossOptions.Objective.LIKELIHOOD));
        int[] prompt = runtime.encodePrompt("1 + 1 =");
        int[] response = runtime.encodeResponse("2");
        int[] both = IntStream.concat(Arrays.stream(prompt), Arrays.stream(response))
                .toArray();
        float[] before = runtime.score(List.of(both)).get(0);
        for (int i = 0; i < 3; i++) {
            runtime.learner()
                    .step(new TrainingBatch(
                            List.of(new TrainingSequence(prompt, response, new float[response.length], 1)),
                            TokenSampler.UNCHANGED));
        }
        float[] after = runtime.score(List.of(both)).get(0);
        assertTrue(after[prompt.length - 1] > before[prompt.length - 1], "the response's first token");
    }

    /** An empty batch is a step that changes no weight. */
    @Test
    public void anEmptyBatchChangesNoWeight() {
        PolicyRuntime runtime = open();
        step(runtime, problems(), 0);
        List<float[]> before = scores(runtime);
        StepReport report = runtime.learner().step(new TrainingBatch(List.of(), TokenSampler.UNCHANGED));
        assertEquals(2, runtime.learner().version(), "the version");
        assertEquals(0, report.sequences(), "sequences learned from");
        assertSameBits(before, scores(runtime), "weights after an empty batch");
    }

    /**
     * A step with dropped groups and rollouts is, to the bit, the step without them: no gradient, no KL, no entropy, nothing
     * to the divisor. KL and entropy are on.
     */
    @Test
    public void droppedRolloutsAddExactlyNothing() {
        PolicyRuntime with = open();
        PolicyRuntime without = open();
        List<Problem> problems = problems();
        for (int round = 0; round < 2; round++) {
            List<VerifiedGroup> groups = judged(generate(with, problems, round));
            List<GateDecision> decisions = new ArrayList<>();
            List<TrainingSequence> kept = new ArrayList<>();
            for (int g = 0; g < groups.size(); g++) {
                VerifiedGroup group = groups.get(g);
                double[] weights = new double[group.size()];
                for (int i = 0; g != 1 && i < weights.length; i++) {
                    weights[i] = i % 3 == 0 ? 0 : 0.5 * i;
                }
                decisions.add(new GateDecision(weights, "a test"));
                for (int i = 0; i < weights.length; i++) {
                    if (weights[i] != 0) {
                        Rollout rollout = group.rollouts().get(i);
                        kept.add(new TrainingSequence(
                                group.promptTokens(),
                                rollout.tokens(),
                                rollout.behaviourLogProbs(),
                                weights[i] * (group.rewards()[i] - 0.5)));
                    }
                }
            }
            StepReport expected = without.learner().step(new TrainingBatch(kept, TokenSampler.UNCHANGED));
            StepReport actual = with.learner().step(batch(groups, decisions, TokenSampler.UNCHANGED));
            assertEquals(expected.sequences(), actual.sequences(), "sequences learned from");
            assertEquals(expected.loss(), actual.loss(), "the loss");
            assertEquals(expected.gradientNorm(), actual.gradientNorm(), "the gradient's norm");
            assertEquals(expected.kl(), actual.kl(), "KL");
            assertSameBits(scores(without), scores(with), "weights");
        }
    }

    /**
     * A run that goes on from its saved state goes on to the same bits: policy, optimiser, version, rollouts.
     *
     * @throws IOException if the state cannot be written
     */
    @Test
    public void savedStateIsRestoredToTheBit() throws IOException {
        PolicyRuntime running = open();
        step(running, problems(), 0);
        step(running, problems(), 1);
        Path state = Files.createDirectory(temporary.resolve("state"));
        running.saveState(state);
        PolicyRuntime resumed = open();
        resumed.restoreState(state);
        assertEquals(2, resumed.learner().version(), "the version");
        assertSameBits(scores(running), scores(resumed), "weights after restoring");
        for (long round = 2; round < 4; round++) {
            assertEquals(
                    generate(running, problems(), round), generate(resumed, problems(), round), "rollouts after restoring");
            StepReport expected = step(running, problems(), round);
            StepReport actual = step(resumed, problems(), round);
            assertEquals(expected.loss(), actual.loss(), "the loss after restoring");
            assertEquals(expected.learningRate(), actual.learningRate(), "the learning rate after restoring");
            assertSameBits(scores(running), scores(resumed), "weights, steps after restoring");
        }
    }

    /**
     * A state of which any file is cut short or missing is refused, or restored to the same bits where that file does not
     * matter.
     *
     * @throws IOException if the state cannot be written
     */
    @Test
    public void aDamagedStateIsRefused() throws IOException {
        PolicyRuntime running = open();
        step(running, problems(), 0);
        Path state = Files.createDirectory(temporary.resolve("state"));
        running.saveState(state);
        List<float[]> expected = scores(running);
        List<Path> files;
        try (Stream<Path> all = Files.walk(state)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        int refused = 0;
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole.length / 2);
            }
            refused += refusal(state, expected, file.getFileName() + " cut short");
            Files.delete(file);
            refused += refusal(state, expected, file.getFileName() + " missing");
            Files.write(file, whole);
        }
        assertTrue(refused >= 2, "no file of the state matters");
        open().restoreState(state);
    }

    private int refusal(Path state, List<float[]> expected, String what) {
        PolicyRuntime resumed = open();
        try {
            resumed.restoreState(state);
        } catch (IOException refused) {
            return 1;
        }
        assertSameBits(expected, scores(resumed), "weights after restoring a state with " + what);
        assertEquals(1, resumed.learner().version(), "the version after restoring a state with " + what);
        return 0;
    }

    /**
     * A saved policy opens again as the same policy.
     *
     * @throws IOException if it cannot be written
     */
    @Test
    public void aSavedPolicyOpensAgain() throws IOException {
        PolicyRuntime runtime = open();
        step(runtime, problems(), 0);
        Path folder = Files.createDirectory(temporary.resolve("saved"));
        runtime.savePolicy(folder);
        PolicyRuntime again = open(folder, loss(LossOptions.Objective.CLIPPED_RATIO));
        List<float[]> expected = scores(runtime);
        List<float[]> actual = scores(again);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), TOLERANCE, "the policy's scores");
        }
        assertEquals(0, again.learner().version(), "the version of a policy that is opened as a base");
    }

    /** Prompts that the policy cannot read, or that leave no room for a response, are refused, and the problem is named. */
    @Test
    public void promptsThatDoNotFitAreRefused() {
        RolloutEngine engine = open().rolloutEngine();
        for (Problem bad : List.of(
                new Problem("bad-character", "1 + é", "1"), new Problem("too-long", "1+".repeat(30), "1"))) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class, () -> engine.generate(request(List.of(bad), 1, "train", 0, 0)));
            assertTrue(
                    String.valueOf(refusal.getMessage()).contains(bad.id()),
                    () -> "the message does not name the problem: " + refusal.getMessage());
        }
    }
}
