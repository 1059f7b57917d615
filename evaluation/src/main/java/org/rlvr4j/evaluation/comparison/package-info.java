/** Two evaluations, paired by problem. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.evaluation.comparison;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
