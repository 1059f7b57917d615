/** Trackers of runs. */
@NullMarked
package org.rlvr4j.trackers;

import org.jspecify.annotations.NullMarked;
