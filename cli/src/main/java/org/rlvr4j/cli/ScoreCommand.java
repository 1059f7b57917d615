package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code score}: how probable a model finds texts. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = "Gives the log-probability of each token of texts under a model: rows {\"id\", \"text\"} in; rows"
                + " {\"id\", \"tokens\", \"pieces\", \"logprobs\"} out.",
        footer = {
            "",
            "tokens are ids, pieces what the vocabulary calls them; logprobs[i] belongs to tokens[i + 1] given those",
            "before it, so there is one fewer. Bad rows are named on standard error, get a row with \"error\", and stop",
            "nothing; the exit code is 1 if there were any. Ctrl-C leaves the scores so far in OUTPUT.partial."
        })
final class ScoreCommand implements Callable<Integer>, Interruptible {

    private static final double TOKENS_A_BATCH = 16384;
    private static final double ROWS_A_BATCH = 64;

    @Mixin
    ModelArguments arguments = new ModelArguments();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Rows to score, JSON Lines; - reads standard input.")
    String input = "";

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "Receives the scores in the order of the rows, JSON Lines; - writes to standard output.")
    String output = "";

    @Option(names = "--overwrite", description = "Replaces an output that exists.")
    boolean overwrite;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private @Nullable ModelRows<int[]> rows;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (PolicyRuntime runtime = arguments.open(ChatOptions.none())) {
            rows = new ModelRows<>(
                    new Scoring(runtime),
                    new RowInput(input),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            return rows.run(output, overwrite);
        }
    }

    @Override
    public String afterStop() {
        return rows == null ? "" : rows.afterStop();
    }

    /** Scores token sequences. */
    private record Scoring(PolicyRuntime runtime) implements ModelWork<int[]> {

        @Override
        public String name() {
            return "scoring";
        }

        @Override
        public String results() {
            return "scores";
        }

        @Override
        public int[] read(RowFields row) {
            String text = row.text("text");
            try {
                int[] tokens = runtime.encodeText(text);
                if (tokens.length > runtime.contextLength()) {
                    row.mistake("key text: has " + tokens.length + " tokens, the model's context "
                            + runtime.contextLength());
                }
                return tokens;
            } catch (IllegalArgumentException e) {
                row.mistake("key text: " + e.getMessage());
                return new int[0];
            }
        }

        @Override
        public double share(int[] tokens) {
            return Math.max(1 / ROWS_A_BATCH, tokens.length / TOKENS_A_BATCH);
        }

        @Override
        public List<List<ObjectNode>> results(List<int[]> sequences, long position) {
            // a text without tokens has no log-probabilities
            List<float[]> scored = new ArrayList<>();
            List<int[]> scorable =
                    sequences.stream().filter(tokens -> tokens.length > 1).toList();
            if (!scorable.isEmpty()) {
                scored.addAll(runtime.score(scorable));
            }
            List<List<ObjectNode>> results = new ArrayList<>();
            int next = 0;
            for (int[] tokens : sequences) {
                results.add(List.of(row(tokens, tokens.length > 1 ? scored.get(next++) : new float[0])));
            }
            return results;
        }

        private ObjectNode row(int[] tokens, float[] logProbs) {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            ArrayNode ids = row.putArray("tokens");
            for (int token : tokens) {
                ids.add(token);
            }
            ArrayNode pieces = row.putArray("pieces");
            runtime.tokenPieces(tokens).forEach(pieces::add);
            ArrayNode values = row.putArray("logprobs");
            for (float logProb : logProbs) {
                values.add(logProb);
            }
            return row;
        }
    }
}
