/** From recipe to trained policy: the loop, evaluation, and the assembled recipe. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.trainer;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
