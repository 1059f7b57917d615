package org.rlvr4j.verifiers.math;

import org.rlvr4j.api.spi.Option;

/**
 * Options of {@link MathVerifier}.
 *
 * @param extraction how an answer is found in a response
 * @param comparison when two answers are equal
 */
public record MathVerifierOptions(
        @Option("How an answer is found in a response.") ExtractionOptions extraction,
        @Option("When two answers are equal.") ComparisonOptions comparison) {}
