package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class StopSignalTest {

    /** Begins when the process is ending already. */
    @Command(name = "late")
    static final class Late implements Callable<Integer> {
        @Override
        public Integer call() {
            StopSignal.atEnd(() -> {}, wait -> {
                throw new IllegalStateException("Shutdown in progress");
            });
            return 0;
        }
    }

    @Test
    void whatBeginsWhileTheProcessEndsIsInterruptedWithoutAWordOfAFailure() {
        StringWriter err = new StringWriter();
        CommandLine main = Main.commandLine(new StringWriter(), err);
        main.addSubcommand(
                "late",
                new CommandLine(new Late())
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler(main.getExecutionExceptionHandler()));
        assertEquals(Main.INTERRUPTED, main.execute("late"));
        assertEquals("rlvr4j: stopped", err.toString().strip());
    }

    @Test
    void otherwiseItIsWaitedFor() {
        List<Runnable> taken = new ArrayList<>();
        Runnable wait = () -> {};
        StopSignal.atEnd(wait, taken::add);
        assertEquals(List.of(wait), taken);
    }
}
