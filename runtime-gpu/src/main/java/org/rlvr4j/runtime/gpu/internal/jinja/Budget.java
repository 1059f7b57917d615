package org.rlvr4j.runtime.gpu.internal.jinja;

/** What a rendering may do: steps and characters, so that no template hangs or fills the memory. */
final class Budget {

    /** A rendering of an ordinary template takes some thousands. */
    private static final long MAX_WORK = 20_000_000;

    static final int MAX_CHARACTERS = 1 << 22;
    static final int MAX_ELEMENTS = 1 << 17;

    private static final int MAX_DEPTH = 100;
    private static final int CHARACTERS_A_STEP = 16;

    private final long most;
    private long work;
    private int depth;

    /** The budget of a rendering. */
    Budget() {
        this(MAX_WORK);
    }

    Budget(long most) {
        this.most = most;
    }

    /** Counts a step. */
    void step() {
        spend(1);
    }

    /** Counts what copying or searching so many characters costs, and refuses texts that are too long. */
    void characters(long count) {
        if (count > MAX_CHARACTERS) {
            throw new TemplateException("a text would be longer than " + MAX_CHARACTERS + " characters");
        }
        spend(count / CHARACTERS_A_STEP);
    }

    /** Counts a search, at its worst. */
    void search(long length, long pattern) {
        spend(length / CHARACTERS_A_STEP + length / CHARACTERS_A_STEP * pattern);
    }

    void elements(long count) {
        if (count > MAX_ELEMENTS) {
            throw new TemplateException("a list would have more than " + MAX_ELEMENTS + " elements");
        }
        spend(count);
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new TemplateException("macros call one another more than " + MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }

    private void spend(long amount) {
        work += amount;
        if (work > most) {
            throw new TemplateException("it does more work than " + most + " steps");
        }
    }
}
