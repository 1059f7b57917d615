package org.rlvr4j.trainer.config;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a recipe is invalid; holds every mistake found. */
public final class InvalidRecipeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    /**
     * Creates the exception.
     *
     * @param mistakes at least one mistake
     */
    public InvalidRecipeException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining(System.lineSeparator())));
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * Returns what is wrong.
     *
     * @return every mistake, in the order found; empty after deserialisation
     */
    public List<Mistake> mistakes() {
        return mistakes == null ? List.of() : mistakes;
    }
}
