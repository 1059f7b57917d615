/** Linear equations modulo a number, with one unknown and exactly one solution. */
@NullMarked
package org.rlvr4j.tasks.modular;

import org.jspecify.annotations.NullMarked;
