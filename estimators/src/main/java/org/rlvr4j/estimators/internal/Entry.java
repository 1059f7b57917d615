package org.rlvr4j.estimators.internal;

import java.util.function.Function;
import org.rlvr4j.api.spi.StrategyProvider;

/** A provider that is fully said by its id, description, options and constructor. */
abstract class Entry<S, O extends Record> implements StrategyProvider<S, O> {

    private final String id;
    private final String description;
    private final Class<O> optionsType;
    private final Function<O, S> constructor;

    Entry(String id, String description, Class<O> optionsType, Function<O, S> constructor) {
        this.id = id;
        this.description = description;
        this.optionsType = optionsType;
        this.constructor = constructor;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Class<O> optionsType() {
        return optionsType;
    }

    @Override
    public final S create(O options) {
        return constructor.apply(options);
    }
}
