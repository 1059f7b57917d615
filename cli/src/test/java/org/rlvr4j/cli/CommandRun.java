package org.rlvr4j.cli;

import java.io.StringWriter;

/** A command run in this process, with what it said. */
public record CommandRun(int code, String out, String err) {

    public static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(out, err, arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    public String said() {
        return out + err;
    }
}
