package org.rlvr4j.cli;

/** A command that Ctrl-C ends in an orderly way. */
interface Interruptible {

    /** Says what is left of the work and how to go on. */
    String afterStop();
}
