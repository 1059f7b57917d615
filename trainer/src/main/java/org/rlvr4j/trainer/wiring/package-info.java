/** Guice wiring of a recipe's strategies. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.trainer.wiring;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
