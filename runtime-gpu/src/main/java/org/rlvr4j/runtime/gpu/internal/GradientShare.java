package org.rlvr4j.runtime.gpu.internal;

import java.io.Serializable;
import java.util.List;

/**
 * What comes of a shard.
 *
 * @param gradients little-endian float32, one for each trained tensor
 * @param sums the shard's sums
 */
record GradientShare(List<byte[]> gradients, StepSums sums) implements Serializable {}
