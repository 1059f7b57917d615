/** Reports of runs, evaluations and ablations. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.reports;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
