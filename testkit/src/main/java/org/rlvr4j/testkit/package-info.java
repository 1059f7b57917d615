/** One abstract test class for each kind of strategy, and the made-up groups, histories and logits that they use. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.testkit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
