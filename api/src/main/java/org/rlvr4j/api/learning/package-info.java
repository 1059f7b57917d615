/** From verified groups to a policy update. */
@NullMarked
package org.rlvr4j.api.learning;

import org.jspecify.annotations.NullMarked;
