/** The languages that programs may be written in. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.verifiers.code.language;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
