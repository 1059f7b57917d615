package org.rlvr4j.tasks.strings;

/** Kinds of operations. */
public enum Kind {
    /** Writes the string backwards. */
    REVERSE,
    /** Moves letters from one end to the other. */
    ROTATE,
    /** Puts the letters into alphabetical order. */
    SORT,
    /** Deletes every occurrence of a letter. */
    DELETE,
    /** Replaces every occurrence of a letter by another letter. */
    REPLACE
}
