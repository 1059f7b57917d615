/** How shards travel to executors and back. */
@NullMarked
package org.rlvr4j.runtime.spark.internal;

import org.jspecify.annotations.NullMarked;
