package org.rlvr4j.trainer.config;

/**
 * One mistake in a recipe.
 *
 * @param where file and line, or the command-line option, or an empty string where neither is known
 * @param key the full key, such as {@code gate.reference-k}
 * @param message the value and what is allowed
 */
public record Mistake(String where, String key, String message) {

    @Override
    public String toString() {
        return (where.isEmpty() ? "" : where + ": ") + key + ": " + message;
    }
}
