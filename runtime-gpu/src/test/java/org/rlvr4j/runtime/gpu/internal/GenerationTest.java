package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.internal.text.CharTokenizer;

class GenerationTest {

    private static final int MAX_TOKENS = 12;

    @TempDir
    private Path folder;

    private static Stream<String> samplers() {
        return Samplers.all().keySet().stream();
    }

    private List<RolloutGroup> generate(Path model, int generationTokens, SamplingRequest request) throws IOException {
        try (DjlPolicyRuntime runtime = TinyModels.open(
                model, TinyModels.LOSS, TinyModels.optimizer(0), TinyModels.options(generationTokens, 4096, 1 << 24))) {
            return runtime.rolloutEngine().generate(request);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tied", "untied", "grouped", "wide-heads"})
    void cachedLogProbabilitiesEqualThoseOfAFreshForwardPass(String name) throws IOException {
        Path path = TinyModels.folder(folder, name);
        List<RolloutGroup> groups = generate(path, 32768, TinyModels.request(6, MAX_TOKENS, TokenSampler.UNCHANGED));
        long ended = 0;
        try (TinyModels.Model model = TinyModels.Model.read(path)) {
            for (RolloutGroup group : groups) {
                for (Rollout rollout : group.rollouts()) {
                    double[] expected = model.logProbs(group.promptTokens(), rollout.tokens(), TokenSampler.UNCHANGED);
                    float[] actual = rollout.behaviourLogProbs();
                    for (int t = 0; t < expected.length; t++) {
                        assertEquals(expected[t], actual[t], 1e-4);
                    }
                    boolean stopped = rollout.tokens()[rollout.length() - 1] == CharTokenizer.STOP_TOKEN;
                    assertEquals(stopped ? StopReason.STOP_TOKEN : StopReason.LENGTH, rollout.stopReason());
                    assertTrue(stopped || rollout.length() == MAX_TOKENS);
                    ended += stopped ? 1 : 0;
                }
            }
        }
        assertTrue(ended > 0, "some rows must have left their batch early for this test to mean anything");
    }

    @Test
    void greedyGenerationTakesTheMostProbableTokenOfAFullForwardPass() throws IOException {
        Path path = TinyModels.folder(folder, "grouped");
        List<RolloutGroup> groups = generate(path, 32768, TinyModels.request(1, MAX_TOKENS, Samplers.GREEDY));
        try (TinyModels.Model model = TinyModels.Model.read(path)) {
            for (RolloutGroup group : groups) {
                Rollout rollout = group.rollouts().get(0);
                int[] all = group.promptTokens();
                for (int t = 0; t < rollout.length(); t++) {
                    float[] logits = model.logits(all)[all.length - 1];
                    int token = rollout.tokens()[t];
                    for (float logit : logits) {
                        assertTrue(logits[token] >= logit);
                    }
                    assertEquals(0f, rollout.behaviourLogProbs()[t]);
                    all = Arrays.copyOf(all, all.length + 1);
                    all[all.length - 1] = token;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 200})
    void rolloutsDoNotDependOnTheBatchThatTheyShare(int generationTokens) throws IOException {
        Path path = TinyModels.folder(folder, "grouped");
        SamplingRequest request = TinyModels.request(9, MAX_TOKENS, TokenSampler.UNCHANGED);
        List<RolloutGroup> together = generate(path, 32768, request);
        List<RolloutGroup> apart = generate(path, generationTokens, request);
        for (int p = 0; p < together.size(); p++) {
            for (int i = 0; i < 9; i++) {
                Rollout expected = together.get(p).rollouts().get(i);
                Rollout actual = apart.get(p).rollouts().get(i);
                assertArrayEquals(expected.tokens(), actual.tokens());
                assertArrayEquals(expected.behaviourLogProbs(), actual.behaviourLogProbs(), 1e-5f);
            }
        }
    }

    @Test
    void aRequestInPartsGivesTheSameRolloutsAsAWhole() throws IOException {
        Path path = TinyModels.folder(folder, "tied");
        List<RolloutGroup> whole = generate(path, 32768, TinyModels.request(2, 8, TokenSampler.UNCHANGED));
        SamplingRequest second = new SamplingRequest(
                TinyModels.PROBLEMS.subList(3, 5), 2, 8, TokenSampler.UNCHANGED, new RandomStreams(5), "test", 3, 3);
        assertEquals(
                whole.get(4).rollouts().get(1).text(),
                generate(path, 32768, second).get(1).rollouts().get(1).text());
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void theImportanceRatioOfAnUnchangedPolicyIsOne(String name) throws IOException {
        TokenSampler sampler = Samplers.all().getOrDefault(name, TokenSampler.UNCHANGED);
        try (DjlPolicyRuntime runtime = TinyModels.open(
                TinyModels.folder(folder, "grouped"), TinyModels.LOSS, TinyModels.optimizer(0), TinyModels.options())) {
            List<RolloutGroup> groups = runtime.rolloutEngine().generate(TinyModels.request(16, MAX_TOKENS, sampler));
            StepReport report = runtime.learner().step(TinyModels.batch(groups, sampler));
            assertEquals(1, report.meanRatio(), 1e-5);
            assertEquals(0, report.clipShare());
        }
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void sampledFrequenciesFollowTheDistribution(String name) throws IOException {
        TokenSampler sampler = Samplers.all().getOrDefault(name, TokenSampler.UNCHANGED);
        Path path = TinyModels.folder(folder, "tied");
        int draws = 20_000;
        SamplingRequest request = new SamplingRequest(
                List.of(new Problem("p", "3+4=", "")), draws, 1, sampler, new RandomStreams(11), "test", 0, 0);
        int[] counts = new int[TinyModels.ALPHABET.length() + 1];
        int[] prompt;
        try (DjlPolicyRuntime runtime =
                TinyModels.open(path, TinyModels.LOSS, TinyModels.optimizer(0), TinyModels.options())) {
            RolloutGroup group = runtime.rolloutEngine().generate(request).get(0);
            prompt = group.promptTokens();
            group.rollouts().forEach(rollout -> counts[rollout.tokens()[0]]++);
        }
        try (TinyModels.Model model = TinyModels.Model.read(path)) {
            double[] logProbs = model.distribution(model.logits(prompt)[prompt.length - 1], sampler);
            double chiSquare = 0;
            for (int v = 0; v < counts.length; v++) {
                double expected = draws * Math.exp(logProbs[v]);
                if (expected == 0) {
                    assertEquals(0, counts[v], "an excluded token was drawn");
                } else {
                    chiSquare += (counts[v] - expected) * (counts[v] - expected) / expected;
                }
            }
            // 12 degrees of freedom at most: above this with probability 0.0005
            assertTrue(chiSquare < 35, "chi-square " + chiSquare);
        }
    }

    @Test
    void aPromptThatDoesNotFitIsRefusedByName() throws IOException {
        Path path = TinyModels.folder(folder, "tied");
        for (int tooMany : new int[] {29, Integer.MAX_VALUE}) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> generate(path, 32768, TinyModels.request(1, tooMany, TokenSampler.UNCHANGED)));
            TinyModels.assertSays(e, "problem a", "context of 32");
        }
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> generate(
                        path,
                        32768,
                        new SamplingRequest(
                                List.of(new Problem("odd", "1x", "")),
                                1,
                                2,
                                TokenSampler.UNCHANGED,
                                new RandomStreams(1),
                                "test",
                                0,
                                0)));
        TinyModels.assertSays(e, "problem odd", "U+0078");
    }
}
