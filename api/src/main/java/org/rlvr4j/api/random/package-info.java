/** Named, counter-based random streams. */
@NullMarked
package org.rlvr4j.api.random;

import org.jspecify.annotations.NullMarked;
