package org.rlvr4j.trainer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.learning.ImportanceReport;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;

/**
 * A policy without a network: for each problem a categorical distribution over four one-token responses with learnable
 * logits, trained by the exact gradient of REINFORCE with momentum, so that there is optimiser state to restore.
 *
 * <p>The prompt {@code "#7"} is problem 7 and has as many tokens as characters, the first of which is the 7.
 */
public final class TablePolicy implements PolicyRuntime {

    public static final int RESPONSES = 4;
    private static final int PROBLEMS = 64;
    private static final int CONTEXT = 8;
    private static final double MOMENTUM = 0.9;
    private static final String WEIGHTS = "model.safetensors";
    private static final String MOMENTS = "moments.bin";

    private final double[][] logits = new double[PROBLEMS][RESPONSES];
    private final double[][] velocity = new double[PROBLEMS][RESPONSES];
    private final double learningRate;
    private long version;
    private double scale = 1;
    private boolean closed;
    private @Nullable IOException saveFailure;

    public TablePolicy(double learningRate) {
        this.learningRate = learningRate;
    }

    /** Makes every later save fail after it has written something. */
    public void failSaves(@Nullable IOException failure) {
        saveFailure = failure;
    }

    public double[] weights() {
        return Arrays.stream(logits).flatMapToDouble(Arrays::stream).toArray();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public RolloutEngine rolloutEngine() {
        return this::generate;
    }

    private List<RolloutGroup> generate(SamplingRequest request) {
        List<RolloutGroup> groups = new ArrayList<>();
        for (int j = 0; j < request.problems().size(); j++) {
            Problem problem = request.problems().get(j);
            int[] prompt = encodePrompt(problem.prompt());
            double[] probabilities = probabilities(prompt[0]);
            List<Rollout> rollouts = new ArrayList<>();
            for (int i = 0; i < request.rolloutsPerProblem(); i++) {
                double u = request.stream(j, i).nextDouble();
                int response = 0;
                while (response < RESPONSES - 1 && u >= probabilities[response]) {
                    u -= probabilities[response];
                    response++;
                }
                rollouts.add(new Rollout(
                        new int[] {response},
                        new float[] {(float) Math.log(probabilities[response])},
                        version,
                        StopReason.STOP_TOKEN,
                        Integer.toString(response)));
            }
            groups.add(new RolloutGroup(problem, prompt, rollouts));
        }
        return groups;
    }

    private double[] probabilities(int problem) {
        double[] exp = Arrays.stream(logits[problem]).map(Math::exp).toArray();
        double sum = Arrays.stream(exp).sum();
        return Arrays.stream(exp).map(e -> e / sum).toArray();
    }

    @Override
    public PolicyLearner learner() {
        return new PolicyLearner() {
            @Override
            public StepReport step(TrainingBatch batch) {
                return update(batch);
            }

            @Override
            public long version() {
                return version;
            }

            @Override
            public void scaleLearningRate(double chosen) {
                scale = chosen;
            }
        };
    }

    private StepReport update(TrainingBatch batch) {
        version++;
        int size = batch.sequences().size();
        if (size == 0) {
            return StepReport.empty(learningRate);
        }
        double[][] gradient = new double[PROBLEMS][RESPONSES];
        double loss = 0;
        for (TrainingSequence sequence : batch.sequences()) {
            int problem = sequence.prompt()[0];
            int response = sequence.response()[0];
            double[] probabilities = probabilities(problem);
            loss -= sequence.advantage() * Math.log(probabilities[response]) / size;
            for (int r = 0; r < RESPONSES; r++) {
                gradient[problem][r] += sequence.advantage() * ((r == response ? 1 : 0) - probabilities[r]) / size;
            }
        }
        double norm = 0;
        for (int p = 0; p < PROBLEMS; p++) {
            for (int r = 0; r < RESPONSES; r++) {
                norm += gradient[p][r] * gradient[p][r];
                velocity[p][r] = MOMENTUM * velocity[p][r] + gradient[p][r];
                logits[p][r] += scale * learningRate / version * velocity[p][r];
            }
        }
        return new StepReport(
                loss,
                Math.sqrt(norm),
                0,
                Double.NaN,
                0,
                1,
                scale * learningRate / version,
                size,
                size,
                0,
                ImportanceReport.NOT_MEASURED);
    }

    @Override
    public void savePolicy(Path folder) throws IOException {
        write(folder.resolve(WEIGHTS), logits);
        if (saveFailure != null) {
            throw saveFailure;
        }
    }

    @Override
    public void saveState(Path folder) throws IOException {
        savePolicy(folder);
        write(folder.resolve(MOMENTS), velocity);
    }

    private void write(Path file, double[][] table) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeLong(version);
            for (double[] row : table) {
                for (double value : row) {
                    out.writeDouble(value);
                }
            }
        }
    }

    @Override
    public void restoreState(Path folder) throws IOException {
        read(folder.resolve(WEIGHTS), logits);
        read(folder.resolve(MOMENTS), velocity);
    }

    @Override
    public void restorePolicy(Path folder) throws IOException {
        read(folder.resolve(WEIGHTS), logits);
        Arrays.stream(velocity).forEach(row -> Arrays.fill(row, 0));
    }

    /** What the learning rate is multiplied by. */
    public double scale() {
        return scale;
    }

    private void read(Path file, double[][] table) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            version = in.readLong();
            for (double[] row : table) {
                for (int r = 0; r < row.length; r++) {
                    row[r] = in.readDouble();
                }
            }
        }
    }

    @Override
    public int contextLength() {
        return CONTEXT;
    }

    @Override
    public int[] encodePrompt(String prompt) {
        if (prompt.isEmpty()) {
            return new int[0];
        }
        if (!prompt.matches("#\\d+ *")) {
            throw new IllegalArgumentException("unknown character in " + prompt);
        }
        int[] tokens = new int[prompt.length()];
        tokens[0] = Integer.parseInt(prompt.substring(1).strip());
        return tokens;
    }

    @Override
    public int[] encodeResponse(String response) {
        return Stream.of(response).mapToInt(Integer::parseInt).toArray();
    }

    @Override
    public int[] encodeText(String text) {
        return encodePrompt(text);
    }

    @Override
    public String decode(int[] tokens) {
        return String.join(" ", tokenPieces(tokens));
    }

    @Override
    public List<String> tokenPieces(int[] tokens) {
        return Arrays.stream(tokens).mapToObj(Integer::toString).toList();
    }

    @Override
    public List<float[]> score(List<int[]> sequences) {
        throw new UnsupportedOperationException("a table has probabilities of responses only");
    }

    @Override
    public long parameterCount() {
        return (long) PROBLEMS * RESPONSES;
    }

    @Override
    public String description() {
        return "table";
    }

    @Override
    public void close() {
        closed = true;
    }
}
