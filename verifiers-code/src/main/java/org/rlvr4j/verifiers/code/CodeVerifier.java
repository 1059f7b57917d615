package org.rlvr4j.verifiers.code;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.verifiers.code.internal.Isolations;
import org.rlvr4j.verifiers.code.internal.Judge;
import org.rlvr4j.verifiers.code.internal.SharedBuilds;
import org.rlvr4j.verifiers.code.language.Language;
import org.rlvr4j.verifiers.code.language.Languages;
import org.rlvr4j.verifiers.code.language.PythonLanguage;
import org.rlvr4j.verifiers.code.layout.TaskLayouts;
import org.rlvr4j.verifiers.code.sandbox.Isolation;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;
import org.rlvr4j.verifiers.code.sandbox.SandboxGate;

/**
 * Judges programs by running them in a sandbox.
 *
 * <p>A problem's reference is a task as {@link CodeTaskFormat} writes it. A program never shares a process with its tests:
 * it sees arguments or standard input, and what it gives back is compared elsewhere.
 *
 * <p>All verifiers of one JVM together judge at most as many programs at a time as there are processors, first come first
 * served. May be used from several threads at once.
 */
public final class CodeVerifier implements Verifier, AutoCloseable {

    private static final int MAX_PROGRAM = 1 << 20;
    private static final int MAX_RESPONSE = 16 << 20;

    private final CodeVerifierOptions options;
    private final Isolation isolation;
    private final Languages languages;
    private final SharedBuilds shared = new SharedBuilds();
    private final RecentTasks tasks = new RecentTasks();

    /**
     * Creates a verifier.
     *
     * @param options how programs are run and judged
     * @param isolation where programs are run; closed with this verifier
     * @param languages what programs may be written in
     */
    public CodeVerifier(CodeVerifierOptions options, Isolation isolation, Languages languages) {
        this.options = options;
        this.isolation = isolation;
        this.languages = languages;
    }

    /**
     * Creates a verifier with the standard languages, and with the isolation that its options name.
     *
     * @param options how programs are run and judged
     * @return the verifier; to be closed, or left to the end of the JVM
     * @throws SandboxException if there can be no sandbox on this machine; the message has the remedy
     * @throws InterruptedException if interrupted
     */
    public static CodeVerifier open(CodeVerifierOptions options) throws SandboxException, InterruptedException {
        PythonLanguage python = new PythonLanguage();
        Languages languages = Languages.standard();
        List<Path> folders = languages.all().stream()
                .flatMap(language -> language.toolchain().folders().stream())
                .toList();
        return new CodeVerifier(
                options, Isolations.open(options.isolation(), folders, python.interpreter()), languages);
    }

    @Override
    public Verdict verify(Problem problem, String response) {
        String reference = problem.reference();
        CodeTask task = tasks.find(reference).orElse(null);
        if (task == null) {
            try {
                task = TaskLayouts.reference(reference);
            } catch (InvalidTaskException e) {
                return new Verdict.Failed("the task of problem " + problem.id() + " cannot be read: " + e.getMessage());
            }
            tasks.remember(reference, task);
        }
        return report(task, response).verdict();
    }

    /**
     * Judges one response and says what each test found.
     *
     * @param task what is asked for
     * @param response the response, or a bare program; untrusted
     * @return the report
     */
    public CodeReport report(CodeTask task, String response) {
        Optional<Language> language = languages.find(task.frame().language());
        if (language.isEmpty()) {
            return without(
                    task,
                    new Verdict.Failed("no language " + task.frame().language() + "; there are " + languages.ids()));
        }
        if (language.get().toolchain().program().isEmpty()) {
            return without(
                    task,
                    new Verdict.Failed(language.get().id() + " is not installed: apt-get install "
                            + language.get().toolchain().debianPackage()));
        }
        if (response.length() > MAX_RESPONSE) {
            return without(
                    task, new Verdict.Unparseable("the response is longer than " + MAX_RESPONSE + " characters"));
        }
        Optional<String> program = ProgramExtraction.extract(response, language.get(), task, options.extraction());
        if (program.isEmpty()) {
            return without(task, new Verdict.Unparseable("no program found in the response"));
        }
        if (program.get().length() > MAX_PROGRAM) {
            return without(
                    task, new Verdict.Incorrect("", "the program is longer than " + MAX_PROGRAM + " characters"));
        }
        return run(task, language.get(), program.get());
    }

    private CodeReport run(CodeTask task, Language language, String program) {
        String prelude = task.frame().prelude();
        String whole = prelude.isEmpty() ? program : prelude + "\n" + program;
        try {
            SandboxGate.Permit permit = SandboxGate.shared().enter(Duration.ofSeconds(options.queueSeconds()));
            try {
                long begun = System.nanoTime();
                CodeReport report = new Judge(isolation, shared, options, languages).judge(task, language, whole);
                return report.withTime(Duration.ofNanos(System.nanoTime() - begun));
            } finally {
                permit.close();
            }
        } catch (SandboxException e) {
            return without(task, new Verdict.Failed(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return without(task, new Verdict.Failed("interrupted"));
        }
    }

    private static CodeReport without(CodeTask task, Verdict verdict) {
        return new CodeReport(verdict, List.of(), task.total(), Duration.ZERO);
    }

    /** Ends whatever still runs and frees the sandbox. */
    @Override
    public void close() {
        isolation.close();
        shared.close();
    }
}
