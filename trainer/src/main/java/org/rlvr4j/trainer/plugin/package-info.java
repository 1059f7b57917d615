/** Jars of others that bring strategies: found in folders, each apart from the rest, skipped with a reason where broken. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.trainer.plugin;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
