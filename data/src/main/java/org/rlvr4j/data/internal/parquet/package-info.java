/**
 * Reads Parquet: the footer, pages of both versions, every encoding that writers of data sets use, nested columns as JSON.
 *
 * <p>Written here because no library does it on this platform: Hardwood needs Java 21; parquet-java needs classes of Hadoop,
 * and its jars share packages, which the module path refuses. Decompression is aircompressor's. A file is untrusted: every
 * count and offset is held against what is there before memory is asked for.
 */
@NullMarked
package org.rlvr4j.data.internal.parquet;

import org.jspecify.annotations.NullMarked;
