/** How certain a curve is, and how certain the difference of two curves: resampling over problems and seeds. */
@NullMarked
package org.rlvr4j.estimators.bootstrap;

import org.jspecify.annotations.NullMarked;
