/** The languages that programs may be written in. */
@NullMarked
package org.rlvr4j.verifiers.code.language;

import org.jspecify.annotations.NullMarked;
