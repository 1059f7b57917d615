package org.rlvr4j.api.spi;

import org.rlvr4j.api.run.RunTracker;

/**
 * Provider of a {@link RunTracker}.
 *
 * @param <O> the options record
 */
public interface RunTrackerProvider<O extends Record> extends StrategyProvider<RunTracker, O> {}
