/** Run folders, checkpoints and records. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.trainer.run;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
