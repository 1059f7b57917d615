/**
 * Advantage estimators: from the rewards of a group to what each rollout adds to the policy gradient.
 *
 * <p>In every formula r is the reward (1 for a correct rollout, else 0), n the size of the group, m its success count and
 * r̄ = m/n. Every estimator is finite on every group and gives an empty row for an empty group.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.estimators.advantage;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
