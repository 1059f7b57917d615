/**
 * From which distribution the next token is drawn: temperature, top-k, top-p, min-p, greedy, alone or as a chain.
 *
 * <p>The order matters. {@link org.rlvr4j.samplers.token.StandardSampling} has the usual one: temperature, top-k, top-p,
 * min-p.
 */
@NullMarked
package org.rlvr4j.samplers.token;

import org.jspecify.annotations.NullMarked;
