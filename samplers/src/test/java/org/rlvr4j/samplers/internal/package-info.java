/** Tests. */
@NullMarked
package org.rlvr4j.samplers.internal;

import org.jspecify.annotations.NullMarked;
