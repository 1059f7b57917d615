/** Which problem comes next: {@code epoch-shuffle}, {@code sequential}, {@code thompson}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.samplers.problem;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
