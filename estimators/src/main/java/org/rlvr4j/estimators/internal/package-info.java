/** The providers behind the services of this module. */
@NullMarked
package org.rlvr4j.estimators.internal;

import org.jspecify.annotations.NullMarked;
