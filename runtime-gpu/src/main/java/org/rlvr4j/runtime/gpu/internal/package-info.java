/** The decoder, its weights, generation and learning. */
@NullMarked
package org.rlvr4j.runtime.gpu.internal;

import org.jspecify.annotations.NullMarked;
