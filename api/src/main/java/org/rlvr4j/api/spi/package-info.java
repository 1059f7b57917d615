/** How strategies are found, described and configured. */
@API(status = API.Status.MAINTAINED, since = "0.1.0")
@NullMarked
package org.rlvr4j.api.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
