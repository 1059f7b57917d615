/** The policy runtime on DJL and PyTorch. */
@NullMarked
package org.rlvr4j.runtime.gpu;

import org.jspecify.annotations.NullMarked;
