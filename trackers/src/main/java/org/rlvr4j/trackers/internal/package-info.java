/** Delivery in the background, and the two formats. */
@NullMarked
package org.rlvr4j.trackers.internal;

import org.jspecify.annotations.NullMarked;
