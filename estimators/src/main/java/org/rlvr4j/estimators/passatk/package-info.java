/**
 * Pass@k and its relatives: what a policy solves when it may try k times.
 *
 * <p>Every estimator here takes n ≥ k samples a problem and is exact in expectation over which k of them are drawn, so no
 * metric depends on the order of samples.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.estimators.passatk;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
