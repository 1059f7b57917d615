/** Recipes as HOCON files, bound strictly to records. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.trainer.config;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
