/** When enough is drawn, where to draw, and what would make intervals narrower. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.evaluation.statistics;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
