/** Tests. */
@NullMarked
package org.rlvr4j.samplers.token;

import org.jspecify.annotations.NullMarked;
