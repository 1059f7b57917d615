/**
 * Mathematical answers as typed trees, and the parser of LaTeX, plain text and Unicode mathematics that makes them.
 */
@NullMarked
package org.rlvr4j.verifiers.math.expression;

import org.jspecify.annotations.NullMarked;
