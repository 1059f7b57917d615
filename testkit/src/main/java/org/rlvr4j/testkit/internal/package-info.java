/** Statistics and a small policy for the contracts. */
@NullMarked
package org.rlvr4j.testkit.internal;

import org.jspecify.annotations.NullMarked;
