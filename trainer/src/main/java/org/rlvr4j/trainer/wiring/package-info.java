/** Guice wiring of a recipe's strategies. */
@NullMarked
package org.rlvr4j.trainer.wiring;

import org.jspecify.annotations.NullMarked;
