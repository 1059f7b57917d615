package org.rlvr4j.verifiers.code.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlvr4j.verifiers.code.OutputComparison;
import org.rlvr4j.verifiers.code.StdioTask;
import org.rlvr4j.verifiers.code.TestReport;
import org.rlvr4j.verifiers.code.TestReport.Outcome;
import org.rlvr4j.verifiers.code.language.Build;
import org.rlvr4j.verifiers.code.language.Language;
import org.rlvr4j.verifiers.code.language.Languages;
import org.rlvr4j.verifiers.code.sandbox.Ended;
import org.rlvr4j.verifiers.code.sandbox.Execution;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;

/** Judges programs by what they print: one process for each test. */
final class StdioJudge {

    private static final Duration CHECKER_TIME = Duration.ofSeconds(30);
    private static final int REFUSED = 2;

    private final Launcher launcher;
    private final Languages languages;

    StdioJudge(Launcher launcher, Languages languages) {
        this.launcher = launcher;
        this.languages = languages;
    }

    void judge(StdioTask task, Language language, String program, Workspace workspace, Tally tally)
            throws IOException, SandboxException, InterruptedException, CompilationException {
        Launcher.Ready ready = launcher.prepare(workspace, "program", language.standalone(program));
        Duration left = launcher.total();
        for (StdioTask.Test test : task.tests()) {
            if (tally.isDecided() || left.isNegative() || left.isZero()) {
                break;
            }
            Duration limit = launcher.timeLimit().compareTo(left) < 0 ? launcher.timeLimit() : left;
            TestReport report = run(task, test, ready, limit, workspace, tally.size());
            left = left.minus(report.time());
            tally.add(report);
        }
        if (!tally.isDecided() && tally.size() < task.total()) {
            tally.add(new TestReport(Outcome.TIMED_OUT, "no time left for this test", "", Duration.ZERO, -1));
        }
    }

    private TestReport run(
            StdioTask task, StdioTask.Test test, Launcher.Ready ready, Duration limit, Workspace workspace, int number)
            throws IOException, SandboxException, InterruptedException {
        Ended ended;
        try (Execution execution = launcher.start(ready, launcher.withStart(ready.build(), limit))) {
            ended = execution.communicate(Workspace.bytes(test.stdin()));
        }
        String output = text(ended.output());
        String excerpt = Excerpt.of(output == null ? "" : output);
        if (Endings.isTimeOut(ended)) {
            return report(Outcome.TIMED_OUT, "out of time", excerpt, ended);
        }
        if (ended.how() != Ended.How.EXITED || ended.exitCode() != 0) {
            return report(Outcome.FAILED, Endings.describe(ended), excerpt, ended);
        }
        if (output == null) {
            return report(Outcome.FAILED, "the output is not UTF-8", excerpt, ended);
        }
        if (task.comparison().checker().isPresent()) {
            return checked(task.comparison().checker().get(), test, output, ended, workspace, number);
        }
        return task.comparison().accepts(test.stdout(), output)
                ? report(Outcome.PASSED, "", excerpt, ended)
                : report(
                        Outcome.FAILED,
                        "printed \"" + excerpt + "\", expected \"" + Excerpt.of(test.stdout()) + "\"",
                        excerpt,
                        ended);
    }

    private TestReport checked(
            OutputComparison.Checker checker,
            StdioTask.Test test,
            String output,
            Ended program,
            Workspace workspace,
            int number)
            throws IOException, SandboxException, InterruptedException {
        Language language = languages.find(checker.language()).orElse(null);
        if (language == null || language.toolchain().program().isEmpty()) {
            return report(Outcome.BROKEN, "the checker's language is not available", "", program);
        }
        String excerpt = Excerpt.of(output);
        try {
            Launcher.Ready ready =
                    launcher.prepare(workspace, "checker" + number, withFiles(language, checker, test, output));
            try (Execution execution = launcher.start(ready, CHECKER_TIME)) {
                Ended ended = execution.communicate(new byte[0]);
                boolean judged = ended.how() == Ended.How.EXITED && ended.exitCode() <= REFUSED;
                if (!judged) {
                    return report(Outcome.BROKEN, "the checker failed: " + Endings.describe(ended), excerpt, program);
                }
                return ended.exitCode() == 0
                        ? report(Outcome.PASSED, "", excerpt, program)
                        : report(Outcome.FAILED, "the checker refused \"" + excerpt + "\"", excerpt, program);
            }
        } catch (CompilationException e) {
            return report(Outcome.BROKEN, "the checker " + e.reason(), excerpt, program);
        }
    }

    /** A checker that is compiled reads its files beside its sources, so they are given twice. */
    private static Build withFiles(
            Language language, OutputComparison.Checker checker, StdioTask.Test test, String output) {
        Build build = language.standalone(checker.program());
        Map<String, String> files = new LinkedHashMap<>(build.files());
        files.put("input", test.stdin());
        files.put("output", output);
        files.put("answer", test.stdout());
        List<String> run = new ArrayList<>(build.run());
        run.addAll(List.of("/w/input", "/w/output", "/w/answer"));
        List<String> compile = build.compile().isEmpty() ? List.of() : copying(build.compile());
        return new Build(files, build.prebuilt(), compile, run, build.needs());
    }

    private static List<String> copying(List<String> compile) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "cp /w/input /w/output /w/answer /out/ && exec \"$@\"", "sh"));
        command.addAll(compile);
        return command;
    }

    private static @org.jspecify.annotations.Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static TestReport report(Outcome outcome, String reason, String excerpt, Ended ended) {
        return new TestReport(outcome, reason, excerpt, ended.wall(), ended.peakMemoryBytes());
    }
}
