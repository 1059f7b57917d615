/** How programs are run, asked and judged. */
@NullMarked
package org.rlvr4j.verifiers.code.internal;

import org.jspecify.annotations.NullMarked;
