/** What a run reports while it goes on. */
@NullMarked
package org.rlvr4j.api.run;

import org.jspecify.annotations.NullMarked;
