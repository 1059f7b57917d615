/** Run folders, checkpoints and records. */
@NullMarked
package org.rlvr4j.trainer.run;

import org.jspecify.annotations.NullMarked;
