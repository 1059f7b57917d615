/** How certain a curve is, and how certain the difference of two curves: resampling over problems and seeds. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.estimators.bootstrap;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
