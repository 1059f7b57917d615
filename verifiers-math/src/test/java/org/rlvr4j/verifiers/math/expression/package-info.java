@NullMarked
package org.rlvr4j.verifiers.math.expression;

import org.jspecify.annotations.NullMarked;
