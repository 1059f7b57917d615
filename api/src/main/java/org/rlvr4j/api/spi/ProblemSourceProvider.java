package org.rlvr4j.api.spi;

import org.rlvr4j.api.data.ProblemSource;

/**
 * Provider of a {@link ProblemSource}.
 *
 * @param <O> the options record
 */
public interface ProblemSourceProvider<O extends Record> extends StrategyProvider<ProblemSource, O> {}
