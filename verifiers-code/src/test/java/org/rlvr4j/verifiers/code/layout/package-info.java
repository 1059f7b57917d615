/** Tests. */
@NullMarked
package org.rlvr4j.verifiers.code.layout;

import org.jspecify.annotations.NullMarked;
