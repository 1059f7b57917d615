/** Tensors in files: the safetensors format, one file or several. */
@NullMarked
package org.rlvr4j.runtime.gpu.internal.safetensors;

import org.jspecify.annotations.NullMarked;
