/** Operations on strings of letters, applied one after the other. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.tasks.strings;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
