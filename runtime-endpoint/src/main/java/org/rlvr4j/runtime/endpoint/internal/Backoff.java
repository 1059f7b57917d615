package org.rlvr4j.runtime.endpoint.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is tried again: exponential backoff with full jitter (Brooker 2015, "Exponential
 * Backoff and Jitter"), or what the server asks for with some of it.
 *
 * @param scale the wait before the first retry is below this
 * @param longest bound on every wait
 */
record Backoff(Duration scale, Duration longest) {

    /**
     * Draws a wait.
     *
     * @param retry 1 for the first
     * @param retryAfter what the server asked for, if it did
     * @param random where the jitter comes from
     * @return from 0 to {@link #longest}
     */
    Duration delay(int retry, Optional<Duration> retryAfter, RandomGenerator random) {
        double bound = Math.min(seconds(longest), seconds(scale) * Math.pow(2, Math.min(retry - 1, 60)));
        double jitter = bound * random.nextDouble();
        double asked = retryAfter.map(Backoff::seconds).orElse(0.0);
        return ofSeconds(Math.min(seconds(longest), asked + jitter));
    }

    /**
     * Reads a {@code Retry-After} header: seconds, or a date.
     *
     * @return the wait; empty where it says nothing that can be used
     */
    static Optional<Duration> retryAfter(String header, Instant now) {
        String text = header.strip();
        if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.of(ofSeconds(Double.parseDouble(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Duration ofSeconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
