/**
 * Countdown: reach a target with given numbers, each used exactly once, and + − × ÷ and parentheses.
 *
 * <p>A prompt is {@code "3 12 7=45:"}, a response {@code "(12+3)*(7-4)"} or the like. The task is that of a round of the
 * television programme of this name, and a common small test bed of reinforcement learning with verifiable rewards.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.verifiers.math.countdown;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
