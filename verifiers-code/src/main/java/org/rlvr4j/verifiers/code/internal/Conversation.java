package org.rlvr4j.verifiers.code.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.rlvr4j.verifiers.code.sandbox.Ended;
import org.rlvr4j.verifiers.code.sandbox.Execution;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;
import org.rlvr4j.verifiers.code.value.ValueCodec;

/** Lines to and from a running program, each with a deadline; any byte of it may be hostile. */
final class Conversation implements AutoCloseable {

    private final Execution execution;
    private final InputStream output;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int filled;

    Conversation(Execution execution) {
        this.execution = execution;
        this.output = execution.output();
    }

    /**
     * Sends a line, if any, and receives one.
     *
     * @param line what to send, or the empty string
     * @param limit time for both
     * @return the line that came back
     */
    String exchange(String line, Duration limit) throws ProgramEndedException, SandboxException, InterruptedException {
        Deadline deadline = new Deadline(limit, execution::kill);
        try (deadline) {
            if (!line.isEmpty()) {
                execution.input().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                execution.input().flush();
            }
            return receive();
        } catch (IOException e) {
            Ended ended = execution.await();
            boolean late = deadline.passed() || Endings.isTimeOut(ended);
            throw new ProgramEndedException(late, ended, late ? "out of time" : Endings.describe(ended));
        }
    }

    private String receive() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            for (int i = next; i < filled; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, next, i - next);
                    next = i + 1;
                    return line.toString(StandardCharsets.ISO_8859_1);
                }
            }
            line.write(buffer, next, filled - next);
            if (line.size() > ValueCodec.MAX_LENGTH) {
                execution.kill();
                throw new IOException("a line is too long");
            }
            next = 0;
            filled = Math.max(0, output.read(buffer));
            if (filled == 0) {
                throw new IOException("the program closed its output");
            }
        }
    }

    /** Ends the program and says what it used. */
    Ended finish() throws SandboxException, InterruptedException {
        execution.kill();
        return execution.await();
    }

    @Override
    public void close() {
        execution.close();
    }
}
