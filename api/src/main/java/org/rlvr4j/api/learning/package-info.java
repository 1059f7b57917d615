/** From verified groups to a policy update. */
@API(status = API.Status.MAINTAINED, since = "0.1.0")
@NullMarked
package org.rlvr4j.api.learning;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
