/** Which groups are trained on, and with what weight. */
@NullMarked
package org.rlvr4j.api.gate;

import org.jspecify.annotations.NullMarked;
