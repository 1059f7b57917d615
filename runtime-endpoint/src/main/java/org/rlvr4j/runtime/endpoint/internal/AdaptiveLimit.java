package org.rlvr4j.runtime.endpoint.internal;

/**
 * How many requests may be in hand at one time, found out as TCP finds its window (Chiu and Jain 1989: additive increase,
 * multiplicative decrease). The limit grows by 1 with each success until the server first refuses, so it doubles in the time
 * of one request, and by 1 in that time from then on. It halves when the server refuses or is too slow, once for all requests
 * that were in hand when it last did. It only grows while it is used.
 */
final class AdaptiveLimit {

    private static final double FIRST = 4;

    private final int most;
    private double limit;
    private boolean refusedBefore;
    private int inHand;
    private int peak;
    private long started;
    private long ignoredUpTo;

    /** A permission to send one request. */
    record Permit(long number) {}

    /** How a request went. */
    enum Outcome {
        /** The server answered. */
        SUCCESS,
        /** The server has too much to do. */
        CONGESTED,
        /** Nothing that says how busy the server is. */
        NEITHER
    }

    AdaptiveLimit(int most) {
        this.most = most;
        this.limit = Math.min(FIRST, most);
    }

    /** Waits until one more request may be sent. */
    synchronized Permit acquire() throws InterruptedException {
        while (inHand >= current()) {
            wait();
        }
        inHand++;
        peak = Math.max(peak, inHand);
        return new Permit(started++);
    }

    /** Gives a permission back. */
    synchronized void release(Permit permit, Outcome outcome) {
        if (outcome == Outcome.SUCCESS && inHand >= current()) {
            limit = Math.min(most, limit + (refusedBefore ? 1 / limit : 1));
        } else if (outcome == Outcome.CONGESTED && permit.number() >= ignoredUpTo) {
            refusedBefore = true;
            limit = Math.max(1, limit / 2);
            ignoredUpTo = started;
        }
        inHand--;
        notifyAll();
    }

    /** How many may be in hand now. */
    synchronized int current() {
        return (int) limit;
    }

    /** How many were in hand at most. */
    synchronized int peak() {
        return peak;
    }
}
