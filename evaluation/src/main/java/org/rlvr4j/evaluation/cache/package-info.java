/** Samples and verdicts in files that a kill at any byte leaves usable. */
@NullMarked
package org.rlvr4j.evaluation.cache;

import org.jspecify.annotations.NullMarked;
