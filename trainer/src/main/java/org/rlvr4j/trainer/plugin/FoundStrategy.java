package org.rlvr4j.trainer.plugin;

import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.StrategyProvider;

/**
 * A provider of a plugin, whose id and options were read once.
 *
 * @param service the interface that it was registered for
 * @param id its id
 * @param provider the provider: a {@link StrategyProvider} or a {@link PolicyRuntimeProvider}
 */
public record FoundStrategy(Class<?> service, String id, Object provider) {}
