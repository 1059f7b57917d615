/** Jars of others that bring strategies: found in folders, each apart from the rest, skipped with a reason where broken. */
@NullMarked
package org.rlvr4j.trainer.plugin;

import org.jspecify.annotations.NullMarked;
