package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;

/** Where attention finds the keys and values of earlier positions. */
@FunctionalInterface
interface KeyValueStore {

    /** Keys and values to attend to; shape [D][G][S][headSize] each. */
    record KeysValues(NDArray keys, NDArray values) {}

    /** Adds the new positions' keys and values [D][G][T][headSize] and returns all of the layer. */
    KeysValues extend(int layer, NDArray keys, NDArray values);
}
