/** Is this response correct? */
@NullMarked
package org.rlvr4j.api.verify;

import org.jspecify.annotations.NullMarked;
