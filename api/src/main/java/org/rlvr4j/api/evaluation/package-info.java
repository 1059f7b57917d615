/** Pass@k and its relatives with intervals, and how an evaluation sees the model it samples from. */
@NullMarked
package org.rlvr4j.api.evaluation;

import org.jspecify.annotations.NullMarked;
