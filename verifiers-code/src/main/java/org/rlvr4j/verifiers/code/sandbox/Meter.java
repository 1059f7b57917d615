package org.rlvr4j.verifiers.code.sandbox;

/** Reads what a sandbox uses; may be read from one thread at a time, also after the sandbox's end. */
interface Meter {

    Usage read();
}
