package org.rlvr4j.api.spi;

import java.util.List;

/** Thrown when options are invalid; holds every mistake found, each naming the option, its value and what is allowed. */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    /**
     * One mistake.
     *
     * @param option the option's name as in a recipe ({@code reference-k}), relative to its record
     * @param message the value and what is allowed
     */
    public record Mistake(String option, String message) {}

    /**
     * Creates the exception.
     *
     * @param mistakes at least one mistake
     */
    public InvalidOptionException(List<Mistake> mistakes) {
        super(String.join(
                "; ",
                mistakes.stream().map(m -> m.option() + ": " + m.message()).toList()));
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * Creates the exception for a single mistake.
     *
     * @param option the option's name as in a recipe, relative to its record
     * @param message the value and what is allowed
     */
    public InvalidOptionException(String option, String message) {
        this(List.of(new Mistake(option, message)));
    }

    /**
     * Returns what is wrong.
     *
     * @return all mistakes; empty after deserialisation
     */
    public List<Mistake> mistakes() {
        return mistakes == null ? List.of() : mistakes;
    }
}
