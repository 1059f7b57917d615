package org.rlvr4j.api.verify;

import org.rlvr4j.api.Problem;

/**
 * Judges responses.
 *
 * <p>A verifier never throws for bad input, never hangs past its deadline, never lets the judged text touch the machine,
 * is deterministic, and may be called from several threads at once.
 */
@FunctionalInterface
public interface Verifier {

    /**
     * Judges one response.
     *
     * @param problem the problem; its {@link Problem#reference() reference} is in this verifier's format
     * @param response the decoded response: any string at all, untrusted
     * @return the verdict; {@link Verdict.Failed} where the reference cannot be read
     */
    Verdict verify(Problem problem, String response);
}
