/** What a run will cost: tokens, operations, memory, time; estimated before anything runs. */
@NullMarked
package org.rlvr4j.trainer.cost;

import org.jspecify.annotations.NullMarked;
