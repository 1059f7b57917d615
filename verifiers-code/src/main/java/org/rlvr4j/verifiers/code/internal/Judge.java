package org.rlvr4j.verifiers.code.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.verifiers.code.CallTask;
import org.rlvr4j.verifiers.code.CodeReport;
import org.rlvr4j.verifiers.code.CodeTask;
import org.rlvr4j.verifiers.code.CodeVerifierOptions;
import org.rlvr4j.verifiers.code.StdioTask;
import org.rlvr4j.verifiers.code.TestProgramTask;
import org.rlvr4j.verifiers.code.language.Language;
import org.rlvr4j.verifiers.code.language.Languages;
import org.rlvr4j.verifiers.code.sandbox.Isolation;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;

/** Judges one program by one task. */
public final class Judge {

    private final Isolation isolation;
    private final SharedBuilds shared;
    private final CodeVerifierOptions options;
    private final Languages languages;

    /**
     * Creates a judge.
     *
     * @param isolation where programs are run
     * @param shared what programs share
     * @param options how they are judged
     * @param languages for checkers
     */
    public Judge(Isolation isolation, SharedBuilds shared, CodeVerifierOptions options, Languages languages) {
        this.isolation = isolation;
        this.shared = shared;
        this.options = options;
        this.languages = languages;
    }

    /**
     * Judges.
     *
     * @param task what is asked for
     * @param language the program's language
     * @param program its source
     * @return the report
     * @throws SandboxException if the sandbox failed
     * @throws InterruptedException if interrupted
     */
    public CodeReport judge(CodeTask task, Language language, String program)
            throws SandboxException, InterruptedException {
        Launcher launcher = new Launcher(isolation, shared, options, task.frame());
        Tally tally = new Tally(options, task.total(), launcher.timeLimit());
        try (Workspace workspace = new Workspace()) {
            if (task instanceof StdioTask stdio) {
                new StdioJudge(launcher, languages).judge(stdio, language, program, workspace, tally);
            } else if (task instanceof CallTask calls) {
                new CallJudge(launcher, language, calls.equality().orElse(options.equality()))
                        .judge(calls, program, workspace, tally);
            } else if (task instanceof TestProgramTask tests) {
                boolean first = options.mode() == CodeVerifierOptions.Mode.FIRST_FAILURE;
                new TestProgramJudge(launcher, language, first).judge(tests, program, workspace, tally);
            }
            return tally.report();
        } catch (CompilationException e) {
            Verdict verdict = e.timedOut()
                    ? new Verdict.TimedOut(Duration.ofSeconds(options.compileSeconds()))
                    : new Verdict.Incorrect("", e.reason());
            return new CodeReport(verdict, List.of(), task.total(), Duration.ZERO);
        } catch (BrokenTaskException e) {
            return new CodeReport(new Verdict.Failed(e.reason()), List.of(), task.total(), Duration.ZERO);
        } catch (IOException e) {
            throw new SandboxException("a temporary folder could not be used: " + e.getMessage(), e);
        }
    }
}
