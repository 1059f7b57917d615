/**
 * The verifier {@code math}: an answer is found in a response, read into a tree, and compared with the gold answer.
 */
@NullMarked
package org.rlvr4j.verifiers.math;

import org.jspecify.annotations.NullMarked;
