/** Tests. */
@NullMarked
package org.rlvr4j.verifiers.code;

import org.jspecify.annotations.NullMarked;
