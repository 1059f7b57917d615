/** The providers by which recipes find this module's strategies. */
@NullMarked
package org.rlvr4j.verifiers.math.internal;

import org.jspecify.annotations.NullMarked;
