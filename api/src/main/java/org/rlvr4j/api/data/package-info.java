/** Where problems come from, and which comes next. */
@API(status = API.Status.MAINTAINED, since = "0.1.0")
@NullMarked
package org.rlvr4j.api.data;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
