/** Evaluates a model: what is drawn, judged and computed. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.evaluation;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
