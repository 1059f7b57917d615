package org.rlvr4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: verdicts on answers that are there already. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Judges answers or programs in a file, or explains one verdict.",
        subcommands = {VerifyMathCommand.class, VerifyCodeCommand.class})
final class VerifyCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to verify: "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }
}
