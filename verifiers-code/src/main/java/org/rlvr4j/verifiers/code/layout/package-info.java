/** Readers of the layouts in which data sets of programming tasks are published. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.verifiers.code.layout;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
