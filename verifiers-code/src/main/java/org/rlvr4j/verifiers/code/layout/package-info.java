/** Readers of the layouts in which data sets of programming tasks are published. */
@NullMarked
package org.rlvr4j.verifiers.code.layout;

import org.jspecify.annotations.NullMarked;
