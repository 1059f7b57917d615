/** One abstract test class for each kind of strategy, and the made-up groups, histories and logits that they use. */
@NullMarked
package org.rlvr4j.testkit;

import org.jspecify.annotations.NullMarked;
