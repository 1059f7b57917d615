/**
 * How much a further success of a problem can still move Pass@K, and the gates that decide by it.
 *
 * <p>{@link org.rlvr4j.bbg.BetaPrior} → {@link org.rlvr4j.bbg.BetaPosterior} → {@link org.rlvr4j.bbg.BoundaryUtility}
 * is the mathematics; each {@code …Gate} is one {@link org.rlvr4j.api.gate.UpdateGate}.
 */
@NullMarked
package org.rlvr4j.bbg;

import org.jspecify.annotations.NullMarked;
