package org.rlvr4j.cli;

import java.io.IOException;
import java.util.function.Consumer;

/** Starts commands as processes of their own, here or elsewhere. */
interface ChildLauncher extends AutoCloseable {

    /**
     * Starts a command.
     *
     * @throws IOException if it cannot be started
     */
    Child start(ChildRuns.Job job) throws IOException;

    /** Gives back what commands ran on; nothing where that is this machine. */
    @Override
    default void close() {}

    /** A command that was started. */
    interface Child {

        /**
         * Waits until it has ended.
         *
         * @param words receives each line that it says; they are in its log too
         * @return its exit code
         * @throws IOException if it cannot be followed
         */
        int follow(Consumer<String> words) throws IOException, InterruptedException;

        /** Asks it to save and to end; does nothing where it has ended. */
        void end();
    }
}
