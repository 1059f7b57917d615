/** Runs programs that nobody trusts, apart from the rest of the machine and within limits. */
@NullMarked
package org.rlvr4j.verifiers.code.sandbox;

import org.jspecify.annotations.NullMarked;
