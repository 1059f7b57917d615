/** Pass@k and its relatives with intervals, and how an evaluation sees the model it samples from. */
@API(status = API.Status.MAINTAINED, since = "0.1.0")
@NullMarked
package org.rlvr4j.api.evaluation;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
