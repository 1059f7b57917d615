/**
 * From which distribution the next token is drawn: temperature, top-k, top-p, min-p, greedy, alone or as a chain.
 *
 * <p>The order matters. {@link org.rlvr4j.samplers.token.StandardSampling} has the usual one: temperature, top-k, top-p,
 * min-p.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.samplers.token;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
