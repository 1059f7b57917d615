/** The same recipe on a Spark cluster. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.runtime.spark;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
