package org.rlvr4j.evaluation;

import java.util.OptionalInt;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.verify.Verdict;

/**
 * A sample that was judged; its text is in the cache.
 *
 * @param index the number of the sample among those of its problem
 * @param key its key in the cache of samples
 * @param verdict what the verifier found, never {@link Verdict.Failed}
 * @param stop why the answer ended
 * @param promptTokens tokens read; empty where nobody counted
 * @param responseTokens tokens written; empty where nobody counted
 */
public record JudgedSample(
        int index,
        String key,
        Verdict verdict,
        StopReason stop,
        OptionalInt promptTokens,
        OptionalInt responseTokens) {}
