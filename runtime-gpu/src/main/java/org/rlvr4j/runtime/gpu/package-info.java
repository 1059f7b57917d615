/** The policy runtime on DJL and PyTorch. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.runtime.gpu;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
