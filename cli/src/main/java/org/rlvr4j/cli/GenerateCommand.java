package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.trainer.StoppedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code generate}: what a model says. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Samples a model's answers to one prompt, or to the prompts of a file: rows {\"id\", \"prompt\"}"
                + " in; a row {\"id\", \"sample\", \"text\", \"stop\", \"tokens\", \"logprobs\"} out for each sample.",
        footer = {
            "",
            "logprobs[i] is the log-probability of tokens[i] under the distribution that it was drawn from. stop is",
            "stop-token or length. Bad rows are named on standard error, get a row with \"error\", and stop nothing; the",
            "exit code is 1 if there were any. Ctrl-C leaves the answers so far in OUTPUT.partial."
        })
final class GenerateCommand implements Callable<Integer>, Interruptible {

    private static final double SEQUENCES_A_BATCH = 64;

    @Mixin
    ModelArguments arguments = new ModelArguments();

    @Mixin
    SamplingArguments sampling = new SamplingArguments();

    @Option(names = "--samples", paramLabel = "N", description = "Answers to each prompt; 1 by default.")
    int samples = 1;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "The prompt; or else give --input.")
    @Nullable
    String prompt;

    @Option(names = "--input", paramLabel = "FILE", description = "Prompts, JSON Lines; - reads standard input.")
    String input = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Receives the answers in the order of the rows, JSON Lines; - writes to standard output. By"
                    + " default answers are shown as text.")
    String output = "";

    @Option(names = "--overwrite", description = "Replaces an output that exists.")
    boolean overwrite;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private @Nullable ModelRows<Problem> rows;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((prompt == null) == input.isEmpty()) {
            throw new BadInputException("give either --prompt or --input");
        }
        if (prompt != null && !output.isEmpty()) {
            throw new BadInputException("--output is for the rows of --input; a single --prompt is answered as text");
        }
        if (prompt == null && output.isEmpty()) {
            throw new BadInputException("--input needs --output; - writes to standard output");
        }
        if (samples < 1) {
            throw new BadInputException("--samples " + samples + " must be at least 1");
        }
        sampling.check();
        TokenSampler sampler = sampling.sampler(arguments.catalog());
        try (PolicyRuntime runtime = arguments.open(sampling.chat())) {
            Generating generating = new Generating(runtime, sampler, sampling, samples);
            if (prompt != null) {
                show(generating, prompt);
                return 0;
            }
            rows = new ModelRows<>(
                    generating,
                    new RowInput(input),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            return rows.run(output, overwrite);
        }
    }

    /** Shows samples one after the other, each when it is there. */
    private void show(Generating generating, String text) {
        StopSignal.install();
        PrintWriter out = spec.commandLine().getOut();
        Problem problem = new Problem("prompt", text, "");
        String mistake = generating.mistake(text);
        if (!mistake.isEmpty()) {
            throw new BadInputException("--prompt " + mistake);
        }
        for (int i = 0; i < samples; i++) {
            if (StopSignal.isRequested()) {
                throw new StoppedException();
            }
            Rollout rollout = generating
                    .generate(List.of(problem), 1, i)
                    .get(0)
                    .rollouts()
                    .get(0);
            if (samples > 1) {
                out.println((i == 0 ? "" : "\n") + "--- sample " + (i + 1) + " of " + samples + " (" + rollout.length()
                        + " tokens, " + stop(rollout) + ")");
            }
            out.println(rollout.text());
            out.flush();
        }
    }

    private static String stop(Rollout rollout) {
        return rollout.stopReason() == StopReason.STOP_TOKEN ? "stop-token" : "length";
    }

    @Override
    public String afterStop() {
        return rows == null ? "" : rows.afterStop();
    }

    /** Samples answers. */
    private record Generating(PolicyRuntime runtime, TokenSampler sampler, SamplingArguments sampling, int samples)
            implements ModelWork<Problem> {

        @Override
        public String name() {
            return "generating";
        }

        @Override
        public String results() {
            return "answers";
        }

        @Override
        public Problem read(RowFields row) {
            String text = row.text("prompt");
            String mistake = row.mistakes().isEmpty() ? mistake(text) : "";
            if (!mistake.isEmpty()) {
                row.mistake("key prompt: " + mistake);
            }
            return new Problem("row", text, "");
        }

        /** What is wrong with a prompt, or nothing. */
        String mistake(String text) {
            int length;
            try {
                length = runtime.encodePrompt(text).length;
            } catch (IllegalArgumentException e) {
                return String.valueOf(e.getMessage());
            }
            if (length == 0) {
                return "has no tokens";
            }
            return length + sampling.maxTokens <= runtime.contextLength()
                    ? ""
                    : "has " + length + " tokens, which with --max-tokens " + sampling.maxTokens
                            + " do not fit the model's context of " + runtime.contextLength();
        }

        @Override
        public double share(Problem problem) {
            return samples / SEQUENCES_A_BATCH;
        }

        @Override
        public List<List<ObjectNode>> results(List<Problem> problems, long position) {
            List<List<ObjectNode>> results = new ArrayList<>();
            for (RolloutGroup group : generate(problems, samples, position)) {
                List<ObjectNode> lines = new ArrayList<>();
                for (Rollout rollout : group.rollouts()) {
                    lines.add(line(lines.size(), rollout));
                }
                results.add(lines);
            }
            return results;
        }

        List<RolloutGroup> generate(List<Problem> problems, int each, long position) {
            return runtime.rolloutEngine()
                    .generate(new SamplingRequest(
                            problems,
                            each,
                            sampling.maxTokens,
                            sampler,
                            new RandomStreams(sampling.seed),
                            "generate",
                            0,
                            position));
        }

        private static ObjectNode line(int sample, Rollout rollout) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("sample", sample).put("text", rollout.text()).put("stop", stop(rollout));
            ArrayNode tokens = line.putArray("tokens");
            for (int token : rollout.tokens()) {
                tokens.add(token);
            }
            ArrayNode logProbs = line.putArray("logprobs");
            for (float logProb : rollout.behaviourLogProbs()) {
                logProbs.add(logProb);
            }
            return line;
        }
    }
}
