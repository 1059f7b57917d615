package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.config.OptionAssignments;
import org.rlvr4j.verifiers.code.CodeReport;
import org.rlvr4j.verifiers.code.CodeTask;
import org.rlvr4j.verifiers.code.CodeTaskFormat;
import org.rlvr4j.verifiers.code.CodeVerifier;
import org.rlvr4j.verifiers.code.CodeVerifierOptions;
import org.rlvr4j.verifiers.code.InvalidTaskException;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verify code}: does this program pass these tests? */
@Command(
        name = "code",
        mixinStandardHelpOptions = true,
        description = {
            "Runs programs in a sandbox against tests that they never see. Rows in: {\"id\", \"language\","
                    + " \"program\"} with one of \"tests\" [{\"stdin\", \"stdout\"}], \"calls\" [{\"args\","
                    + " \"expected\"}] and \"entryPoint\", \"testProgram\" and \"entryPoint\"; docs/verifying-code.md"
                    + " has the optional keys. Rows out: {\"id\", \"verdict\", \"passed\", \"total\", \"reason\","
                    + " \"millis\"}."
        },
        footer = {
            "",
            "Verdicts: correct, incorrect, unparseable, timeout, failed. Bad rows are named on standard error and stop",
            "nothing; the exit code is 1 if there were any. Ctrl-C leaves the verdicts so far in OUTPUT.partial."
        })
final class VerifyCodeCommand implements Callable<Integer>, Interruptible {

    private static final List<String> TASK_KEYS = List.of(
            "language",
            "tests",
            "calls",
            "testProgram",
            "testPrograms",
            "entryPoint",
            "prompt",
            "prelude",
            "timeLimitMillis",
            "memoryLimitMb",
            "comparison",
            "tolerance",
            "strictTypes",
            "checker",
            "helpers",
            "setup");

    @Mixin
    VerificationArguments arguments = new VerificationArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    private @Nullable VerificationRun<Request> run;

    /** A row: a task and a program, or a response with one. */
    private record Request(@Nullable CodeTask task, String program) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (CodeVerifier verifier = verifier(arguments.overrides)) {
            run = new VerificationRun<>(
                    arguments,
                    new Judge(verifier),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
            return run.run();
        }
    }

    @Override
    public String afterStop() {
        return run == null ? "" : run.afterStop();
    }

    private static CodeVerifier verifier(List<String> overrides) throws IOException, InterruptedException {
        try {
            return CodeVerifier.open(OptionAssignments.read(overrides, CodeVerifierOptions.class));
        } catch (InvalidRecipeException e) {
            throw new BadInputException(String.join(
                    "; ", e.mistakes().stream().map(Mistake::toString).toList()));
        } catch (SandboxException e) {
            throw new IOException("no program can be run: " + e.getMessage(), e);
        }
    }

    /** Judges programs; safe for several threads. */
    private record Judge(CodeVerifier verifier) implements RowJudge<Request> {

        @Override
        public Request read(RowFields row) {
            ObjectNode task = JsonNodeFactory.instance.objectNode();
            for (String key : TASK_KEYS) {
                JsonNode value = row.value(key);
                if (value != null) {
                    task.set(key, value);
                }
            }
            String program = row.text("program");
            try {
                return new Request(CodeTaskFormat.read(task), program);
            } catch (InvalidTaskException e) {
                row.mistake(String.valueOf(e.getMessage()));
                return new Request(null, program);
            }
        }

        @Override
        public Judgement judge(Request request) {
            CodeTask task = request.task();
            if (task == null) {
                return failed("the task could not be read");
            }
            CodeReport report = verifier.report(task, request.program());
            return judgement(
                    outcome(report.verdict()),
                    report.passed(),
                    report.total(),
                    report.verdict().reason(),
                    report.time().toMillis());
        }

        @Override
        public Judgement failed(String reason) {
            return judgement(Outcome.FAILED, 0, 0, reason, 0);
        }

        @Override
        public int rowsATask() {
            return 1;
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

        private static Judgement judgement(Outcome outcome, int passed, int total, String reason, long millis) {
            ObjectNode details = JsonNodeFactory.instance.objectNode();
            details.put("passed", passed);
            details.put("total", total);
            details.put("reason", reason);
            details.put("millis", millis);
            return new Judgement(outcome, details);
        }
    }
}
