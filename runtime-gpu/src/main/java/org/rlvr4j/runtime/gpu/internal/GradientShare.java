package org.rlvr4j.runtime.gpu.internal;

import java.io.Serializable;
import java.util.List;
import org.rlvr4j.runtime.gpu.DjlOptions;

/**
 * What comes of a shard.
 *
 * @param gradients little-endian, one for each trained tensor
 * @param type float32 or bfloat16
 * @param sums the shard's sums
 */
record GradientShare(List<byte[]> gradients, DjlOptions.DataTypeChoice type, StepSums sums) implements Serializable {}
