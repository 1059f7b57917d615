/** From recipe to trained policy: the loop, evaluation, and the assembled recipe. */
@NullMarked
package org.rlvr4j.trainer;

import org.jspecify.annotations.NullMarked;
