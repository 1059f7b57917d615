/** Programs that measure; started by {@code benchmarks/run}. */
@NullMarked
package org.rlvr4j.benchmarks;

import org.jspecify.annotations.NullMarked;
