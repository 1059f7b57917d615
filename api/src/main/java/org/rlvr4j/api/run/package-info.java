/** What a run reports while it goes on. */
@API(status = API.Status.MAINTAINED, since = "0.1.0")
@NullMarked
package org.rlvr4j.api.run;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
