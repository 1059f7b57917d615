/** Named, counter-based random streams. */
@API(status = API.Status.MAINTAINED, since = "0.1.0")
@NullMarked
package org.rlvr4j.api.random;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
