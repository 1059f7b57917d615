/**
 * How much a further success of a problem can still move Pass@K, and the gates that decide by it.
 *
 * <p>{@link org.rlvr4j.bbg.BetaPrior} → {@link org.rlvr4j.bbg.BetaPosterior} → {@link org.rlvr4j.bbg.BoundaryUtility}
 * is the mathematics; each {@code …Gate} is one {@link org.rlvr4j.api.gate.UpdateGate}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.bbg;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
