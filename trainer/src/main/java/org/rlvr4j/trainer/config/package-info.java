/** Recipes as HOCON files, bound strictly to records. */
@NullMarked
package org.rlvr4j.trainer.config;

import org.jspecify.annotations.NullMarked;
