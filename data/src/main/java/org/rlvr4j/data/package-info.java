/** Problems from files: options, filters, the split, and the account of what was read and dropped. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.data;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
