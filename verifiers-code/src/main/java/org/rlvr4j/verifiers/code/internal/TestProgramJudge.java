package org.rlvr4j.verifiers.code.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.verifiers.code.TestProgramTask;
import org.rlvr4j.verifiers.code.TestReport;
import org.rlvr4j.verifiers.code.TestReport.Outcome;
import org.rlvr4j.verifiers.code.language.Language;
import org.rlvr4j.verifiers.code.language.UnsupportedSignatureException;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;
import org.rlvr4j.verifiers.code.value.ValueException;

/**
 * Judges functions by a test program, which runs in a tester of its own. Tester and program under test never meet: each
 * message goes through this process, which reads it and writes it anew.
 */
final class TestProgramJudge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;
    private static final int MAX_MESSAGES = 2_000_000;

    /** A tester has work of its own between calls. */
    private static final Duration TESTER_TIME = Duration.ofSeconds(60);

    private final Launcher launcher;
    private final Language language;
    private final boolean firstFailure;

    TestProgramJudge(Launcher launcher, Language language, boolean firstFailure) {
        this.launcher = launcher;
        this.language = language;
        this.firstFailure = firstFailure;
    }

    void judge(TestProgramTask task, String program, Workspace workspace, Tally tally)
            throws IOException, SandboxException, InterruptedException, CompilationException, BrokenTaskException {
        Launcher.Ready ready = launcher.prepare(workspace, "program", language.candidate(program, task.entryPoint()));
        Duration life = launcher.total().plus(TESTER_TIME).plusSeconds(30);
        long begun = System.nanoTime();
        try (Conversation candidate = new Conversation(launcher.start(ready, life))) {
            Duration limit = launcher.withStart(ready.build(), launcher.timeLimit());
            Optional<Map<String, List<String>>> names = load(candidate, limit, tally, begun);
            Optional<Launcher.Ready> tester =
                    names.isEmpty() ? Optional.empty() : tester(task, names.get(), workspace, tally);
            if (tester.isEmpty()) {
                return;
            }
            try (Conversation other = new Conversation(launcher.start(tester.get(), life))) {
                new Relay(candidate, other, task, tally).run(config(task, names.get()), tester.get());
            }
        }
    }

    private static Optional<Map<String, List<String>>> load(
            Conversation candidate, Duration limit, Tally tally, long begun)
            throws SandboxException, InterruptedException {
        try {
            Reply loaded = Reply.parse(candidate.exchange("", limit));
            Map<String, List<String>> names = loaded.ready();
            if (names != null) {
                return Optional.of(names);
            }
            tally.add(failed("loading the program raised " + loaded.exception(), begun));
        } catch (ProgramEndedException e) {
            tally.add(ended(e, begun));
        } catch (ValueException e) {
            tally.add(failed("the program's answer is " + e.getMessage(), begun));
        }
        return Optional.empty();
    }

    private Optional<Launcher.Ready> tester(
            TestProgramTask task, Map<String, List<String>> names, Workspace workspace, Tally tally)
            throws IOException, SandboxException, InterruptedException, BrokenTaskException {
        try {
            return Optional.of(launcher.prepare(workspace, "tester", language.tester(task, names)));
        } catch (UnsupportedSignatureException e) {
            tally.add(failed(Excerpt.of(String.valueOf(e.getMessage())), System.nanoTime()));
            return Optional.empty();
        } catch (CompilationException e) {
            // the tester was made from the signature that the program gave its function
            tally.add(failed("the tests do not fit the program: " + e.reason(), System.nanoTime()));
            return Optional.empty();
        }
    }

    private ObjectNode config(TestProgramTask task, Map<String, List<String>> names) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        ObjectNode config = JSON.createObjectNode();
        config.put("nonce", HexFormat.of().formatHex(nonce));
        config.put("entry", task.entryPoint());
        config.put("preamble", task.helpers());
        config.put("setup", task.setup());
        config.put("firstFailure", firstFailure);
        config.set("names", JSON.valueToTree(names));
        config.set("tests", JSON.valueToTree(task.tests()));
        return config;
    }

    private static TestReport failed(String reason, long begun) {
        return new TestReport(Outcome.FAILED, reason, "", since(begun), -1);
    }

    private static TestReport ended(ProgramEndedException e, long begun) {
        return e.timedOut()
                ? new TestReport(
                        Outcome.TIMED_OUT,
                        "out of time",
                        "",
                        since(begun),
                        e.ended().peakMemoryBytes())
                : new TestReport(
                        Outcome.FAILED, e.reason(), "", since(begun), e.ended().peakMemoryBytes());
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** One conversation between tester and program, in strict turns. */
    private final class Relay {

        private final Conversation candidate;
        private final Conversation tester;
        private final TestProgramTask task;
        private final Tally tally;
        private Duration left = launcher.timeLimit();
        private Duration used = Duration.ZERO;
        private Duration testerLeft = TESTER_TIME;

        Relay(Conversation candidate, Conversation tester, TestProgramTask task, Tally tally) {
            this.candidate = candidate;
            this.tester = tester;
            this.task = task;
            this.tally = tally;
        }

        void run(ObjectNode config, Launcher.Ready ready)
                throws SandboxException, InterruptedException, BrokenTaskException {
            String nonce = config.get("nonce").asText();
            String toTester = ascii(config);
            testerLeft = launcher.withStart(ready.build(), testerLeft);
            for (int messages = 0; messages < MAX_MESSAGES; messages++) {
                String request = fromTester(toTester);
                if (request.startsWith("{\"done\"")) {
                    results(request, nonce);
                    return;
                }
                String answer = fromCandidate(request);
                if (answer.isEmpty()) {
                    return;
                }
                toTester = answer;
            }
            tally.add(new TestReport(Outcome.FAILED, "too many calls", "", used, -1));
        }

        private String fromTester(String line) throws SandboxException, InterruptedException, BrokenTaskException {
            long begun = System.nanoTime();
            try {
                String request = tester.exchange(line, testerLeft);
                testerLeft = testerLeft.minus(since(begun));
                return request;
            } catch (ProgramEndedException e) {
                if (language.assertionsAbort() && !e.timedOut()) {
                    tally.add(new TestReport(Outcome.FAILED, "the tests ended: " + e.reason(), "", used, -1));
                    return "{\"done\"";
                }
                throw new BrokenTaskException("the test program ended: " + e.reason());
            }
        }

        private String fromCandidate(String request) throws SandboxException, InterruptedException {
            long begun = System.nanoTime();
            try {
                Reply reply = Reply.parse(candidate.exchange(request, left));
                Duration time = since(begun);
                used = used.plus(time);
                left = left.minus(time);
                if (reply.ready() != null) {
                    tally.add(failed("the program's answer is out of turn", begun));
                    return "";
                }
                return reply.line();
            } catch (ProgramEndedException e) {
                tally.add(ended(e, begun));
            } catch (ValueException e) {
                tally.add(failed("the program's answer is " + e.getMessage(), begun));
            }
            return "";
        }

        private void results(String line, String nonce) throws BrokenTaskException {
            if (tally.size() > 0) {
                return;
            }
            JsonNode done;
            try {
                done = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw new BrokenTaskException("the tester's report cannot be read");
            }
            if (!done.path("done").asText().equals(nonce)) {
                throw new BrokenTaskException("the tester's report has a wrong mark");
            }
            if (done.has("broken")) {
                throw new BrokenTaskException(Excerpt.of(done.path("broken").asText()));
            }
            for (JsonNode result : done.path("results")) {
                Outcome outcome = switch (result.path(0).asText()) {
                    case "passed" -> Outcome.PASSED;
                    case "failed" -> Outcome.FAILED;
                    default -> Outcome.BROKEN;
                };
                tally.add(new TestReport(outcome, Excerpt.of(result.path(1).asText()), "", used, -1));
            }
            if (tally.size() == 0 || tally.size() > task.total()) {
                throw new BrokenTaskException("the tester reported " + tally.size() + " results");
            }
        }

        /** JSON in ASCII: lines cross as bytes. */
        private String ascii(JsonNode node) {
            return PlainJson.ascii(node);
        }
    }
}
