/** Sources of samples. */
@NullMarked
package org.rlvr4j.evaluation.source;

import org.jspecify.annotations.NullMarked;
