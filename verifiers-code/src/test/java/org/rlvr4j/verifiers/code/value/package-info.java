/** Tests. */
@NullMarked
package org.rlvr4j.verifiers.code.value;

import org.jspecify.annotations.NullMarked;
