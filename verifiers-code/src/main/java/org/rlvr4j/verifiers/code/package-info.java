/** Does this program pass these tests? Tasks, the verifier that judges programs by them, and what it reports. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.verifiers.code;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
