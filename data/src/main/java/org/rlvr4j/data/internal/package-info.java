/** How recipes find the problem source. */
@NullMarked
package org.rlvr4j.data.internal;

import org.jspecify.annotations.NullMarked;
