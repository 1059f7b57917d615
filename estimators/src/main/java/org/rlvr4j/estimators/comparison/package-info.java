/** Whether policies differ, over other seeds and other problems: intervals, p-values, corrections, verdicts. */
@NullMarked
package org.rlvr4j.estimators.comparison;

import org.jspecify.annotations.NullMarked;
