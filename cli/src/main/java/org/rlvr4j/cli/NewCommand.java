package org.rlvr4j.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
/** {@code new}. */
@Command(name = "new")
final class NewCommand implements Callable<Integer> {
    @Override
    public Integer call() { return 0; }
}
