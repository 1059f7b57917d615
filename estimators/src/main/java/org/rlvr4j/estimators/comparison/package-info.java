/** Whether policies differ, over other seeds and other problems: intervals, p-values, corrections, verdicts. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.estimators.comparison;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
