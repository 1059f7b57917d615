/** Tests. */
@NullMarked
package org.rlvr4j.samplers.problem;

import org.jspecify.annotations.NullMarked;
