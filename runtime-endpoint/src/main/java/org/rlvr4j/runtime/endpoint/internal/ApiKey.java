package org.rlvr4j.runtime.endpoint.internal;

import java.net.http.HttpRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key of a server. Nothing but {@link #authorise} gives it away. */
public final class ApiKey {

    /** No key. */
    public static final ApiKey NONE = new ApiKey("");

    private static final String REDACTED = "[key]";

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /**
     * Reads a key from the environment.
     *
     * @param variable the variable's name; empty for none
     * @param environment value by name, null where there is none
     * @throws IllegalArgumentException if the value cannot be a key; the message names the variable and not the value
     */
    public static ApiKey from(String variable, Function<String, @Nullable String> environment) {
        String value = variable.isEmpty() ? null : environment.apply(variable);
        if (value == null || value.isBlank()) {
            return NONE;
        }
        String key = value.strip();
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the environment variable " + variable
                    + " holds characters that no key has (its value is not shown)");
        }
        return new ApiKey(key);
    }

    /** Whether there is a key. */
    public boolean isPresent() {
        return !secret.isEmpty();
    }

    /** Adds the key to a request. */
    public void authorise(HttpRequest.Builder request) {
        if (isPresent()) {
            request.setHeader("Authorization", "Bearer " + secret);
        }
    }

    /** Whether a text gives the key away. */
    public boolean isIn(String text) {
        return isPresent() && text.contains(secret);
    }

    /** The text without the key. */
    public String redact(String text) {
        return isPresent() ? text.replace(secret, REDACTED) : text;
    }

    @Override
    public String toString() {
        return isPresent() ? REDACTED : "[no key]";
    }
}
