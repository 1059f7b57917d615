/** Plain values that pass between a program under test, its tester and the verifier, and when two of them are equal. */
@NullMarked
package org.rlvr4j.verifiers.code.value;

import org.jspecify.annotations.NullMarked;
