package org.rlvr4j.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.verifiers.math.MathVerifier;
import org.rlvr4j.verifiers.math.MathVerifierOptions;

/**
 * Judges the cases of a file on one thread, after warm-up, and times each: rows {@code {"verdict", "reason", "nanos"}}, the
 * median of several passes. A new verifier judges each pass, so that no gold answer was read before.
 */
public final class AnswerVerification {

    private static final int WARM_UP_PASSES = 15;
    private static final int PASSES = 9;

    private AnswerVerification() {}

    /**
     * Runs it.
     *
     * @param arguments the file of cases
     * @throws IOException if it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> cases = Files.readAllLines(Path.of(arguments[0])).stream()
                .map(line -> parse(json, line))
                .toList();
        MathVerifierOptions options = OptionSchema.of(MathVerifierOptions.class).defaults();
        long[][] nanos = new long[cases.size()][PASSES];
        Verdict[] verdicts = new Verdict[cases.size()];
        for (int pass = -WARM_UP_PASSES; pass < PASSES; pass++) {
            MathVerifier verifier = new MathVerifier(options);
            for (int i = 0; i < verdicts.length; i++) {
                JsonNode row = cases.get(i);
                MathVerifier chosen = row.has("precision")
                        ? verifier.withDigits(row.get("precision").asInt())
                        : verifier;
                String gold = row.get("gold").textValue();
                String prediction = row.get("prediction").textValue();
                long begun = System.nanoTime();
                verdicts[i] = chosen.explain(gold, prediction).verdict();
                long taken = System.nanoTime() - begun;
                if (pass >= 0) {
                    nanos[i][pass] = taken;
                }
            }
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (int i = 0; i < verdicts.length; i++) {
            Arrays.sort(nanos[i]);
            out.println(json.createObjectNode()
                    .put("verdict", verdicts[i].kind())
                    .put("reason", verdicts[i].reason())
                    .put("nanos", nanos[i][PASSES / 2]));
        }
        out.flush();
    }

    private static JsonNode parse(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
