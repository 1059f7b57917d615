package org.rlvr4j.api;

/** Why a rollout ended. */
public enum StopReason {
    /** The policy sampled a stop token, which is the last token of the rollout. */
    STOP_TOKEN,
    /** The longest allowed response was reached without a stop token. */
    LENGTH
}
