/** When enough is drawn, where to draw, and what would make intervals narrower. */
@NullMarked
package org.rlvr4j.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
