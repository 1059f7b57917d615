package org.rlvr4j.verifiers.math.expression;

/** Bounds on untrusted text; beyond each of them an answer is unparseable. */
final class Limits {

    /** Characters of an answer. */
    static final int CHARACTERS = 10_000;

    /** Tokens. */
    static final int TOKENS = 4_000;

    /** Nested brackets, groups, exponents and signs. */
    static final int NESTING = 300;

    /** Levels of the finished tree. */
    static final int TREE_DEPTH = 128;

    /** Nodes of the finished tree. */
    static final int NODES = 4_000;

    /** Digits of one number, written or implied by a power of ten. */
    static final int DIGITS = 1_000;

    private Limits() {}
}
