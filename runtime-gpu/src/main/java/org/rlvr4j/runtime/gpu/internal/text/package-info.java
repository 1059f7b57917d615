/** Text to tokens and back. */
@NullMarked
package org.rlvr4j.runtime.gpu.internal.text;

import org.jspecify.annotations.NullMarked;
