/** How strategies are found, described and configured. */
@NullMarked
package org.rlvr4j.api.spi;

import org.jspecify.annotations.NullMarked;
