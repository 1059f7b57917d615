/** Runs programs that nobody trusts, apart from the rest of the machine and within limits. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.verifiers.code.sandbox;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
