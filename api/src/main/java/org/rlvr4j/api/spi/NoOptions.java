package org.rlvr4j.api.spi;

/** The options of a strategy that has none. */
public record NoOptions() {}
