package org.rlvr4j.api.spi;

import org.rlvr4j.api.verify.Verifier;

/**
 * Provider of a {@link Verifier}.
 *
 * @param <O> the options record
 */
public interface VerifierProvider<O extends Record> extends StrategyProvider<Verifier, O> {}
