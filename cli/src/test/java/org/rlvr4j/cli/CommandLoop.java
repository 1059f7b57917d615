package org.rlvr4j.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs one command after the other in the folder in which this process was started, which spares each the start of Java.
 * Arguments come through a named pipe, each followed by a zero character; the answer goes into files.
 */
public final class CommandLoop {

    private CommandLoop() {}

    /** @param arguments the folder of the pipes */
    public static void main(String[] arguments) throws IOException {
        Path pipes = Path.of(arguments[0]);
        while (true) {
            String request = Files.readString(pipes.resolve("request"), StandardCharsets.UTF_8);
            if (request.isEmpty()) {
                // no exit in between: the engine's threads end with the process
                Runtime.getRuntime().halt(0);
            }
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            String[] words = request.substring(0, request.length() - 1).split("\0", -1);
            int code = Main.execute(
                    out,
                    err,
                    words.length == 1 && words[0].isEmpty() ? new String[0] : Arrays.copyOf(words, words.length));
            Files.writeString(pipes.resolve("out"), out.toString());
            Files.writeString(pipes.resolve("err"), err.toString());
            Files.writeString(pipes.resolve("answer"), code + "\n");
        }
    }
}
