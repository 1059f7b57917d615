/**
 * Mathematical answers as typed trees, and the parser of LaTeX, plain text and Unicode mathematics that makes them.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.verifiers.math.expression;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
