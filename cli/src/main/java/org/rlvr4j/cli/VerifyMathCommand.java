package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.config.OptionAssignments;
import org.rlvr4j.verifiers.math.Explanation;
import org.rlvr4j.verifiers.math.ExtractedAnswer;
import org.rlvr4j.verifiers.math.MathVerifier;
import org.rlvr4j.verifiers.math.MathVerifierOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify math}: is this answer equal to that one? */
@Command(
        name = "math",
        mixinStandardHelpOptions = true,
        description = "Judges mathematical answers: rows {\"id\", \"gold\", \"prediction\"} in, optionally with"
                + " \"precision\" (digits after the decimal point that count); rows {\"id\", \"verdict\", \"extracted\","
                + " \"reason\"} out.",
        footer = {
            "",
            "Verdicts: correct, incorrect, unparseable, timeout, failed. Bad rows are named on standard error and stop",
            "nothing; the exit code is 1 if there were any. Ctrl-C leaves the verdicts so far in OUTPUT.partial."
        })
final class VerifyMathCommand implements Callable<Integer>, Interruptible {

    static final int MAX_PRECISION = 100;

    @Mixin
    VerificationArguments arguments = new VerificationArguments();

    @Option(
            names = "--explain",
            arity = "2",
            paramLabel = "TEXT",
            description = "Explains the verdict on GOLD and PREDICTION, given after it, and reads no file.")
    List<String> explained = new ArrayList<>();

    @Spec
    CommandSpec spec = CommandSpec.create();

    private @Nullable VerificationRun<Pair> run;

    /** A row: two texts, and how many digits count. */
    private record Pair(String gold, String prediction, OptionalInt precision) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!explained.isEmpty()) {
            return explain();
        }
        run = new VerificationRun<>(
                arguments,
                new Judge(verifier(arguments.overrides)),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return run.run();
    }

    private int explain() {
        if (explained.size() != 2 || !arguments.input.isEmpty() || !arguments.output.isEmpty()) {
            throw new BadInputException("--explain takes a gold answer and a prediction, once, and no files");
        }
        Explanation explanation = verifier(arguments.overrides).explain(explained.get(0), explained.get(1));
        spec.commandLine().getOut().print(ExplanationText.of(explanation));
        spec.commandLine().getOut().flush();
        return 0;
    }

    @Override
    public String afterStop() {
        return run == null ? "" : run.afterStop();
    }

    private static MathVerifier verifier(List<String> overrides) {
        try {
            return new MathVerifier(OptionAssignments.read(overrides, MathVerifierOptions.class));
        } catch (InvalidRecipeException e) {
            throw new BadInputException(String.join(
                    "; ", e.mistakes().stream().map(Mistake::toString).toList()));
        }
    }

    /** Judges pairs; safe for several threads. */
    private static final class Judge implements RowJudge<Pair> {

        private static final int ROWS_A_TASK = 64;

        private final MathVerifier verifier;
        private final Map<Integer, MathVerifier> byPrecision = new ConcurrentHashMap<>();

        Judge(MathVerifier verifier) {
            this.verifier = verifier;
        }

        @Override
        public Pair read(RowFields row) {
            return new Pair(row.text("gold"), row.text("prediction"), row.integer("precision", 0, MAX_PRECISION));
        }

        @Override
        public Judgement judge(Pair pair) {
            MathVerifier chosen = pair.precision().isEmpty()
                    ? verifier
                    : byPrecision.computeIfAbsent(pair.precision().getAsInt(), verifier::withDigits);
            Explanation explanation = chosen.explain(pair.gold(), pair.prediction());
            Verdict verdict = explanation.verdict();
            return judgement(
                    outcome(verdict),
                    explanation
                            .prediction()
                            .map(Explanation.Reading::extracted)
                            .map(ExtractedAnswer::text)
                            .orElse(null),
                    verdict.reason());
        }

        @Override
        public Judgement failed(String reason) {
            return judgement(Outcome.FAILED, null, reason);
        }

        @Override
        public int rowsATask() {
            return ROWS_A_TASK;
        }

        private static Outcome outcome(Verdict verdict) {
            if (verdict instanceof Verdict.Correct) {
                return Outcome.CORRECT;
            }
            if (verdict instanceof Verdict.Incorrect) {
                return Outcome.INCORRECT;
            }
            if (verdict instanceof Verdict.Unparseable) {
                return Outcome.UNPARSEABLE;
            }
            return verdict instanceof Verdict.TimedOut ? Outcome.TIMEOUT : Outcome.FAILED;
        }

        private static Judgement judgement(Outcome outcome, @Nullable String extracted, String reason) {
            ObjectNode details = JsonNodeFactory.instance.objectNode();
            details.put("extracted", extracted);
            details.put("reason", reason);
            return new Judgement(outcome, details);
        }
    }
}
