package org.rlvr4j.verifiers.math;

import java.util.Optional;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer;

/**
 * A verdict with the way to it.
 *
 * @param gold the gold answer as it was found and read
 * @param prediction the response's answer; empty where none was found, or the gold answer could not be read
 * @param verdict the verdict
 */
public record Explanation(Reading gold, Optional<Reading> prediction, Verdict verdict) {

    /**
     * An answer and what it was read as.
     *
     * @param extracted what was found, and how
     * @param parsed what it was read as
     */
    public record Reading(ExtractedAnswer extracted, ParsedAnswer parsed) {}
}
