package org.rlvr4j.api.spi;

import org.rlvr4j.api.gate.UpdateGate;

/**
 * Provider of a {@link UpdateGate}.
 *
 * @param <O> the options record
 */
public interface UpdateGateProvider<O extends Record> extends StrategyProvider<UpdateGate, O> {}
