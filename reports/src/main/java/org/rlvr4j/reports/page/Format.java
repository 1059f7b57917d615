package org.rlvr4j.reports.page;

/** How a value is written. */
public enum Format {
    /** Three decimals. */
    SHARE,
    /** Three decimals with a sign. */
    DIFFERENCE,
    /** Without decimals. */
    WHOLE,
    /** As many digits as the value needs. */
    NUMBER,
    /** A text. */
    TEXT,
    /** A text in the fixed-width face, such as a prompt. */
    CODE,
    /** A verdict: better, worse, no difference found, underpowered. */
    VERDICT
}
