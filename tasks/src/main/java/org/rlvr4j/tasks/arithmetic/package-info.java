/** Multi-digit arithmetic: sums, differences and products of whole numbers. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.tasks.arithmetic;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
