/** Linear equations modulo a number, with one unknown and exactly one solution. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.tasks.modular;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
