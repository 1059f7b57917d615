/** Samples and verdicts in files that a kill at any byte leaves usable. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.evaluation.cache;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
