/** Tests. */
@NullMarked
package org.rlvr4j.verifiers.math.countdown;

import org.jspecify.annotations.NullMarked;
