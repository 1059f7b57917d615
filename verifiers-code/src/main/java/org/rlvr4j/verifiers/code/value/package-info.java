/** Plain values that pass between a program under test, its tester and the verifier, and when two of them are equal. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.verifiers.code.value;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
