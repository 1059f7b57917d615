/** Models in llama.cpp's GGUF format, read as untrusted input and written as Hugging Face folders. */
@NullMarked
package org.rlvr4j.runtime.gpu.internal.gguf;

import org.jspecify.annotations.NullMarked;
