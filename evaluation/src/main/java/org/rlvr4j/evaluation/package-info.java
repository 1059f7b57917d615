/** Evaluates a model: what is drawn, judged and computed. */
@NullMarked
package org.rlvr4j.evaluation;

import org.jspecify.annotations.NullMarked;
