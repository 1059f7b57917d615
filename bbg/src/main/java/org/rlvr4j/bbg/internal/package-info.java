/** Providers and numerics of the gates; not for others. */
@NullMarked
package org.rlvr4j.bbg.internal;

import org.jspecify.annotations.NullMarked;
