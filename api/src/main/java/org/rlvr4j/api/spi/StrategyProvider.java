package org.rlvr4j.api.spi;

/**
 * A small factory of one strategy, found by {@link java.util.ServiceLoader} through the sub-interface of its kind.
 *
 * <p>A provider is registered twice, equal by test: {@code provides} in its module descriptor for the module path, and
 * {@code META-INF/services} for the class path.
 *
 * @param <S> the strategy's interface
 * @param <O> the options record, whose components carry {@link Option}
 */
public interface StrategyProvider<S, O extends Record> {

    /**
     * Returns the stable id by which recipes name the strategy.
     *
     * @return lower case letters, digits and hyphens, unique among strategies of its kind
     */
    String id();

    /**
     * Says what the strategy does, with its source.
     *
     * @return one sentence
     */
    String description();

    /**
     * Returns the options' type, which is their schema.
     *
     * @return a public record in an exported package
     */
    Class<O> optionsType();

    /**
     * Creates the strategy.
     *
     * @param options valid options
     * @return the strategy
     * @throws InvalidOptionException if the options name something that does not exist, such as a missing file
     */
    S create(O options);
}
