package org.rlvr4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code data}: files of problems, before anything is trained on them. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Looks at files of problems: what is in them, what is wrong with them.",
        subcommands = {DataCheckCommand.class, DataShowCommand.class})
final class DataCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do with the data: "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }
}
