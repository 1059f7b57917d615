/** Commands, and what they show. */
@NullMarked
package org.rlvr4j.cli;

import org.jspecify.annotations.NullMarked;
