package org.rlvr4j.verifiers.code.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.code.CallTask;
import org.rlvr4j.verifiers.code.TestReport;
import org.rlvr4j.verifiers.code.TestReport.Outcome;
import org.rlvr4j.verifiers.code.language.Language;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;
import org.rlvr4j.verifiers.code.value.EqualityOptions;
import org.rlvr4j.verifiers.code.value.Value;
import org.rlvr4j.verifiers.code.value.ValueCodec;
import org.rlvr4j.verifiers.code.value.ValueEquality;
import org.rlvr4j.verifiers.code.value.ValueException;

/** Judges functions by what they return. Values are compared here, in this process. */
final class CallJudge {

    private final Launcher launcher;
    private final Language language;
    private final EqualityOptions equality;

    CallJudge(Launcher launcher, Language language, EqualityOptions equality) {
        this.launcher = launcher;
        this.language = language;
        this.equality = equality;
    }

    void judge(CallTask task, String program, Workspace workspace, Tally tally)
            throws IOException, SandboxException, InterruptedException, CompilationException {
        Launcher.Ready ready = launcher.prepare(workspace, "program", language.candidate(program, task.entryPoint()));
        long end = System.nanoTime() + launcher.total().toNanos();
        while (tally.size() < task.total() && !tally.isDecided()) {
            if (System.nanoTime() > end) {
                tally.add(new TestReport(Outcome.TIMED_OUT, "no time left for this test", "", Duration.ZERO, -1));
                return;
            }
            if (!serve(task, ready, tally)) {
                return;
            }
        }
    }

    /**
     * Makes as many calls as one process survives.
     *
     * @return whether another process could serve the rest
     */
    private boolean serve(CallTask task, Launcher.Ready ready, Tally tally)
            throws SandboxException, InterruptedException {
        long start = System.nanoTime();
        try (Conversation conversation =
                new Conversation(launcher.start(ready, launcher.total().plusSeconds(5)))) {
            Reply loaded = ask(conversation, "", launcher.withStart(ready.build(), launcher.timeLimit()), tally, start);
            if (loaded == null) {
                return false;
            }
            if (loaded.ready() == null) {
                tally.add(failed("loading the program raised " + loaded.exception(), "", start, -1));
                return false;
            }
            long end = start + launcher.total().toNanos();
            while (tally.size() < task.total() && !tally.isDecided() && System.nanoTime() < end) {
                CallTask.Call call = task.calls().get(tally.size());
                long begun = System.nanoTime();
                Reply reply = ask(conversation, request(task.entryPoint(), call), launcher.timeLimit(), tally, begun);
                if (reply == null) {
                    return true;
                }
                tally.add(judge(call, reply, begun));
            }
            return true;
        }
    }

    private @Nullable Reply ask(Conversation conversation, String line, Duration limit, Tally tally, long begun)
            throws SandboxException, InterruptedException {
        try {
            return Reply.parse(conversation.exchange(line, limit));
        } catch (ProgramEndedException e) {
            long memory = e.ended().peakMemoryBytes();
            tally.add(
                    e.timedOut()
                            ? new TestReport(Outcome.TIMED_OUT, "out of time", "", since(begun), memory)
                            : failed(e.reason(), "", begun, memory));
            return null;
        } catch (ValueException e) {
            tally.add(failed("the program's answer is " + e.getMessage(), "", begun, -1));
            return null;
        }
    }

    private static String request(String entryPoint, CallTask.Call call) {
        StringBuilder out = new StringBuilder("{\"op\":\"entry\",\"name\":");
        ValueCodec.quote(entryPoint, out);
        out.append(",\"args\":[");
        String separator = "";
        for (Value value : call.args()) {
            out.append(separator);
            ValueCodec.encode(value, out);
            separator = ",";
        }
        out.append("],\"kwargs\":{");
        separator = "";
        for (Map.Entry<String, Value> entry : call.kwargs().entrySet()) {
            out.append(separator);
            ValueCodec.quote(entry.getKey(), out);
            out.append(':');
            ValueCodec.encode(entry.getValue(), out);
            separator = ",";
        }
        return out.append("}}").toString();
    }

    private TestReport judge(CallTask.Call call, Reply reply, long begun) {
        Value result = reply.result();
        if (result == null) {
            return failed("raised " + reply.exception(), "", begun, -1);
        }
        String got = Excerpt.of(PlainJson.show(result));
        for (Value expected : call.expected()) {
            if (ValueEquality.equal(expected, result, equality, language.boolIsNumber())) {
                return new TestReport(Outcome.PASSED, "", got, since(begun), -1);
            }
        }
        return failed(
                "returned " + got + ", expected "
                        + Excerpt.of(PlainJson.show(call.expected().get(0))),
                got,
                begun,
                -1);
    }

    private static TestReport failed(String reason, String excerpt, long begun, long memory) {
        return new TestReport(Outcome.FAILED, reason, excerpt, since(begun), memory);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
