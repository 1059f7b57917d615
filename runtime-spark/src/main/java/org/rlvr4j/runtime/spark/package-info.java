/** The same recipe on a Spark cluster. */
@NullMarked
package org.rlvr4j.runtime.spark;

import org.jspecify.annotations.NullMarked;
