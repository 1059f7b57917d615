/** Two evaluations, paired by problem. */
@NullMarked
package org.rlvr4j.evaluation.comparison;

import org.jspecify.annotations.NullMarked;
