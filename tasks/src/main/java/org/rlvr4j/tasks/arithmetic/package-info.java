/** Multi-digit arithmetic: sums, differences and products of whole numbers. */
@NullMarked
package org.rlvr4j.tasks.arithmetic;

import org.jspecify.annotations.NullMarked;
