/**
 * The verifier {@code math}: an answer is found in a response, read into a tree, and compared with the gold answer.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.verifiers.math;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
