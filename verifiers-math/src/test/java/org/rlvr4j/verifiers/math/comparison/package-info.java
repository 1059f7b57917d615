@NullMarked
package org.rlvr4j.verifiers.math.comparison;

import org.jspecify.annotations.NullMarked;
