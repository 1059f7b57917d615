package org.rlvr4j.verifiers.code.internal;

import org.rlvr4j.verifiers.code.sandbox.Ended;

/** Says in words how a program ended. */
final class Endings {

    private static final int SIGNAL_BASE = 128;

    private Endings() {}

    static boolean isTimeOut(Ended ended) {
        return ended.how() == Ended.How.WALL_TIME || ended.how() == Ended.How.CPU_TIME;
    }

    static String describe(Ended ended) {
        String said = Excerpt.lastLine(ended.error());
        String detail = said.isEmpty() ? "" : ": " + said;
        return switch (ended.how()) {
            case EXITED -> "the program ended with exit code " + ended.exitCode() + detail;
            case SIGNALLED -> "the program was ended by signal " + (ended.exitCode() - SIGNAL_BASE) + detail;
            case WALL_TIME -> "out of time";
            case CPU_TIME -> "out of processor time";
            case MEMORY -> "out of memory";
            case OUTPUT -> "the program wrote too much";
            case KILLED -> "the program was ended";
        };
    }
}
