package org.rlvr4j.cli;

import java.io.StringWriter;
import picocli.CommandLine.ParameterException;

/** Says whether the command understands a command line, without doing what it says. */
public final class CommandSyntax {

    private CommandSyntax() {}

    /**
     * Parses a command line.
     *
     * @param arguments the words behind the command's name
     * @return what is wrong with it, empty where nothing is
     */
    public static String mistake(String... arguments) {
        try {
            Main.commandLine(new StringWriter(), new StringWriter()).parseArgs(arguments);
            return "";
        } catch (ParameterException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
