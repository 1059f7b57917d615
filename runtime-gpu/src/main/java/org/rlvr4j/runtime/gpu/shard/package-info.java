/**
 * A policy whose work is cut into shards, and what it takes to compute these in other processes. A driver holds a {@link
 * org.rlvr4j.runtime.gpu.shard.ShardedRuntime}, each other process a {@link org.rlvr4j.runtime.gpu.shard.PolicyWorker}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.runtime.gpu.shard;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
