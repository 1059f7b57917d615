/** Pass@k and its relatives with intervals. */
@NullMarked
package org.rlvr4j.api.evaluation;

import org.jspecify.annotations.NullMarked;
