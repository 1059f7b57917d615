/** Sampling responses from the policy. */
@NullMarked
package org.rlvr4j.api.rollout;

import org.jspecify.annotations.NullMarked;
