package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Too little memory is said in one line, whoever wrapped the error. */
class OutOfMemoryTest {

    @Command(name = "hungry")
    static final class HungryCommand implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new ProvisionException("a policy", new OutOfMemoryError("Java heap space"));
        }
    }

    @Test
    void theCommandSaysItInOneLine() {
        StringWriter err = new StringWriter();
        CommandLine main = Main.commandLine(new StringWriter(), err);
        main.addSubcommand(
                "hungry",
                new CommandLine(new HungryCommand())
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler(main.getExecutionExceptionHandler()));
        assertEquals(Main.FAILURE, main.execute("hungry"));
        assertTrue(err.toString().startsWith("rlvr4j: out of memory (the heap may take "), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }

    @Test
    void itIsFoundInWhatGuiceMakesOfIt() {
        CreationException creation = new CreationException(List.of(
                new Message(List.of(), "odd", new IllegalStateException("odd")),
                new Message(List.of(), "large", new OutOfMemoryError("Java heap space"))));
        assertNull(creation.getCause(), "of several causes Guice names none");
        assertTrue(OutOfMemory.isIn(creation));
        assertTrue(OutOfMemory.isIn(new IllegalStateException(new ProvisionException("", new OutOfMemoryError()))));
    }

    @Test
    void otherFailuresAreNot() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);
        assertFalse(OutOfMemory.isIn(first));
    }
}
