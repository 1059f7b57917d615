/** Operations on strings of letters, applied one after the other. */
@NullMarked
package org.rlvr4j.tasks.strings;

import org.jspecify.annotations.NullMarked;
