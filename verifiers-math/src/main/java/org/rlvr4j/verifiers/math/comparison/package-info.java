/**
 * Decides whether two answers are equal: exact normal forms, evaluation with error bounds, sets, relations, units.
 */
@NullMarked
package org.rlvr4j.verifiers.math.comparison;

import org.jspecify.annotations.NullMarked;
