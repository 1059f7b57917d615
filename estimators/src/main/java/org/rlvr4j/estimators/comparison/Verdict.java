package org.rlvr4j.estimators.comparison;

/** What a comparison says in words. */
public enum Verdict {
    /** The left one is higher, beyond chance. */
    BETTER("better"),
    /** The left one is lower, beyond chance. */
    WORSE("worse"),
    /** Nothing was found, and a difference that matters would probably have been. */
    NO_DIFFERENCE("no difference found"),
    /** Nothing was found, and a difference that matters could have been missed. */
    UNDERPOWERED("underpowered");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /**
     * Returns the verdict as reports write it.
     *
     * @return a few words
     */
    public String words() {
        return words;
    }
}
