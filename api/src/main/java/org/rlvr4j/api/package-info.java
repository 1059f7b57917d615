/** The domain: problems, rollouts, groups, verdicts. */
@NullMarked
package org.rlvr4j.api;

import org.jspecify.annotations.NullMarked;
