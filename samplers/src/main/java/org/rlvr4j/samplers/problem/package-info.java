/** Which problem comes next: {@code epoch-shuffle}, {@code sequential}, {@code thompson}. */
@NullMarked
package org.rlvr4j.samplers.problem;

import org.jspecify.annotations.NullMarked;
