package org.rlvr4j.verifiers.math;

/**
 * An answer as it was found, not yet read.
 *
 * @param strategy how it was found: a name of {@link ExtractionOptions#order}, or {@code gold} for a gold answer that is
 *     the whole text
 * @param text the answer, without the words around it; untrusted
 */
public record ExtractedAnswer(String strategy, String text) {}
