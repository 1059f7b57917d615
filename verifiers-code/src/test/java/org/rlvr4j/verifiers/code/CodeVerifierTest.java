package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.verifiers.code.CodeVerifierOptions.Mode;
import org.rlvr4j.verifiers.code.value.EqualityOptions;
import org.rlvr4j.verifiers.code.value.Value;

class CodeVerifierTest {

    private static CodeVerifier verifier;
    private static Set<String> before;

    @BeforeAll
    static void open() throws Exception {
        before = leftovers();
        verifier = Rows.verifier();
    }

    /** Whatever the tests did, nothing of it may stay. */
    @AfterAll
    static void close() throws IOException {
        verifier.close();
        Set<String> after = leftovers();
        after.removeAll(before);
        assertEquals(Set.of(), after);
    }

    private static Set<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(Path::toString)
                    .filter(name -> name.contains("rlvr4j-code"))
                    .collect(Collectors.toSet());
        }
    }

    private static CodeVerifierOptions options(Mode mode, double fraction) {
        CodeVerifierOptions usual = OptionSchema.of(CodeVerifierOptions.class).defaults();
        return new CodeVerifierOptions(
                usual.isolation(),
                usual.extraction(),
                mode,
                fraction,
                usual.timeLimitMillis(),
                usual.memoryLimitMb(),
                usual.compileSeconds(),
                usual.verdictSeconds(),
                usual.queueSeconds(),
                usual.outputLimitKb(),
                usual.equality());
    }

    private static CallTask identity(List<Value> values, boolean strict) {
        return new CallTask(
                ProgramFrame.of("python"),
                "f",
                values.stream()
                        .map(value -> new CallTask.Call(List.of(value), Map.of(), List.of(value)))
                        .toList(),
                Optional.of(new EqualityOptions(0, 0, strict)));
    }

    @Test
    void everyKindOfValueCrossesAndComesBackUnchanged() throws Exception {
        List<Value> values = new ArrayList<>();
        for (String form : List.of(
                "null",
                "true",
                "0",
                "-1",
                "9007199254740993",
                "[\"i\",\"-ffffffffffffffffffffffffffffffffff\"]",
                "[\"f\",\"0.1\"]",
                "[\"f\",\"1.0\"]",
                "[\"f\",\"-0.0\"]",
                "[\"f\",\"nan\"]",
                "[\"f\",\"-inf\"]",
                "[\"f\",\"5e-324\"]",
                "[\"c\",\"1.5\",\"-0.0\"]",
                "\"\"",
                "\"\\u0000\\n\\\"\\\\ \\u00e4 \\ud83d\\ude00\"",
                "\"\\ud800 lone\"",
                "[\"b\",\"00ff10\"]",
                "[\"l\"]",
                "[\"t\",1,[\"t\"]]",
                "[\"s\",1,2]",
                "[\"z\",\"a\"]",
                "[\"d\",1,\"a\",[\"t\",1,2],null,\"k\",[\"l\",[\"d\"]]]",
                "[\"k\",\"decimal.Decimal\",\"1.10\"]",
                "[\"k\",\"fractions.Fraction\",1,3]",
                "[\"k\",\"datetime.date\",2024,2,29]",
                "[\"k\",\"collections.deque\",[\"l\",1,2]]")) {
            values.add(org.rlvr4j.verifiers.code.value.ValueCodec.decode(form));
        }
        CodeReport report = verifier.report(identity(values, true), "def f(x):\n    return x\n");
        assertEquals(values.size(), report.passed(), report.tests().toString());
    }

    @Test
    void aProblemIsJudgedByItsReference() {
        String reference = CodeTaskFormat.write(identity(List.of(Value.integer(4)), false));
        Problem problem = new Problem("p", "Return it.", reference);
        assertInstanceOf(Verdict.Correct.class, verifier.verify(problem, "```python\ndef f(x):\n    return x\n```"));
        assertInstanceOf(Verdict.Incorrect.class, verifier.verify(problem, "```python\ndef f(x):\n    return 5\n```"));
        assertInstanceOf(Verdict.Unparseable.class, verifier.verify(problem, "```text\nI do not know.\n```"));
        assertInstanceOf(Verdict.Unparseable.class, verifier.verify(problem, ""));
        assertInstanceOf(Verdict.Failed.class, verifier.verify(new Problem("q", "", "{}"), "def f(x): return x"));
    }

    @Test
    void whatIsMissingIsNamed() {
        CallTask task = new CallTask(
                ProgramFrame.of("cobol"),
                "f",
                identity(List.of(Value.integer(4)), false).calls(),
                Optional.empty());
        Verdict verdict = verifier.report(task, "x").verdict();
        assertInstanceOf(Verdict.Failed.class, verdict);
        assertTrue(verdict.reason().contains("python, java, cpp, javascript"), verdict.reason());
    }

    @Test
    void modesDecideWhichTestsAreRunAndWhatPasses() throws Exception {
        CallTask task =
                identity(List.of(Value.integer(0), Value.integer(1), Value.integer(2), Value.integer(3)), false);
        String wrongOnce = "def f(x):\n    return 9 if x == 1 else x\n";
        CodeReport all = verifier.report(task, wrongOnce);
        assertInstanceOf(Verdict.Incorrect.class, all.verdict());
        assertEquals(3, all.passed());
        assertTrue(all.verdict().reason().contains("test 2"), all.verdict().reason());
        try (CodeVerifier first = CodeVerifier.open(options(Mode.FIRST_FAILURE, 1));
                CodeVerifier most = CodeVerifier.open(options(Mode.FRACTION, 0.75));
                CodeVerifier more = CodeVerifier.open(options(Mode.FRACTION, 0.76))) {
            CodeReport stopped = first.report(task, wrongOnce);
            assertEquals(1, stopped.passed());
            assertEquals(TestReport.Outcome.NOT_RUN, stopped.tests().get(3).outcome());
            assertInstanceOf(Verdict.Correct.class, most.report(task, wrongOnce).verdict());
            assertInstanceOf(
                    Verdict.Incorrect.class, more.report(task, wrongOnce).verdict());
        }
    }

    @Test
    void callsAfterACrashAreStillMade() {
        CallTask task = identity(List.of(Value.integer(0), Value.integer(1), Value.integer(2)), false);
        CodeReport report = verifier.report(task, "import os\ndef f(x):\n    if x == 1: os._exit(0)\n    return x\n");
        assertEquals(2, report.passed());
        assertEquals(TestReport.Outcome.FAILED, report.tests().get(1).outcome());
    }

    @Test
    void aCheckerDecides() {
        String accepts =
                "import sys\nout = open(sys.argv[2]).read()\nsys.exit(0 if int(out) % int(open(sys.argv[1]).read())"
                        + " == 0 else 1)\n";
        StdioTask task = checked(accepts);
        assertInstanceOf(
                Verdict.Correct.class, verifier.report(task, "print(21)").verdict());
        assertInstanceOf(
                Verdict.Incorrect.class, verifier.report(task, "print(22)").verdict());
        assertInstanceOf(
                Verdict.Failed.class,
                verifier.report(checked("import sys\nsys.exit(7)"), "print(21)").verdict());
    }

    private static StdioTask checked(String checker) {
        return new StdioTask(
                ProgramFrame.of("python"),
                List.of(new StdioTask.Test("7\n", "")),
                new OutputComparison(
                        OutputComparison.Mode.CHECKER,
                        0,
                        Optional.of(new OutputComparison.Checker("python", checker))));
    }

    @Test
    void reportsTellTimeMemoryAndOutput() {
        StdioTask task = new StdioTask(
                ProgramFrame.of("python"), List.of(new StdioTask.Test("", "1\n")), OutputComparison.DEFAULT);
        TestReport report =
                verifier.report(task, "print(2)\nprint('\\x1b[31m')").tests().get(0);
        assertEquals("2\\n\\u001b[31m\\n", report.excerpt());
        assertTrue(report.time().toNanos() > 0);
        assertTrue(report.memoryBytes() > 0 || report.memoryBytes() == -1);
        assertFalse(report.reason().contains("\u001b"));
    }

    @Test
    void pooledInterpretersGiveTheSameVerdicts() throws Exception {
        CodeVerifierOptions usual = OptionSchema.of(CodeVerifierOptions.class).defaults();
        CodeVerifierOptions pooled = new CodeVerifierOptions(
                CodeVerifierOptions.IsolationKind.FORK_SERVER,
                usual.extraction(),
                usual.mode(),
                1,
                5000,
                usual.memoryLimitMb(),
                usual.compileSeconds(),
                usual.verdictSeconds(),
                usual.queueSeconds(),
                usual.outputLimitKb(),
                usual.equality());
        try (CodeVerifier other = CodeVerifier.open(pooled)) {
            List<Rows.Trial> trials = Rows.read("behaviour.jsonl").stream()
                    .filter(row -> row.language().equals("python"))
                    .map(row -> new Rows.Trial(row.id(), row.task(), row.program(), row.want()))
                    .toList();
            assertEquals(List.of(), Rows.surprises(other, trials));
        }
    }
}
