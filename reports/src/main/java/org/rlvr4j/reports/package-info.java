/** Reports of runs, evaluations and ablations. */
@NullMarked
package org.rlvr4j.reports;

import org.jspecify.annotations.NullMarked;
