/** What the runs of an ablation showed: comparisons, the boundary, overtraining, and their reports. */
@NullMarked
package org.rlvr4j.cli.ablation;

import org.jspecify.annotations.NullMarked;
