/** Which groups are trained on, and with what weight. */
@API(status = API.Status.MAINTAINED, since = "0.1.0")
@NullMarked
package org.rlvr4j.api.gate;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
