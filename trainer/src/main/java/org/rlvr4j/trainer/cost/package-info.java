/** What a run will cost: tokens, operations, memory, time; estimated before anything runs. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.trainer.cost;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
