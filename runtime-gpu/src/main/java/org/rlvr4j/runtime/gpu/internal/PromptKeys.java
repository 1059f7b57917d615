package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;

/** The keys and values of prompts, computed once and then attended to by all responses to them, on the tape. */
final class PromptKeys {

    private final List<KeyValueStore.KeysValues> layers = new ArrayList<>();

    /** The store for the pass over the prompts, whose layers come in their order. */
    KeyValueStore recording() {
        return (layer, keys, values) -> {
            KeyValueStore.KeysValues own = new KeyValueStore.KeysValues(keys, values);
            layers.add(own);
            return own;
        };
    }

    /**
     * The store for the pass over the responses: the prompt's keys, then their own.
     *
     * @param promptOf the prompt of each response; int64, shape [D]
     */
    KeyValueStore sharedBy(NDArray promptOf) {
        return (layer, keys, values) -> {
            KeyValueStore.KeysValues prompt = layers.get(layer);
            return new KeyValueStore.KeysValues(
                    behind(prompt.keys(), promptOf, keys), behind(prompt.values(), promptOf, values));
        };
    }

    private static NDArray behind(NDArray prompts, NDArray promptOf, NDArray own) {
        return NDArrays.concat(new NDList(Slices.rows(prompts, promptOf), own), 2);
    }
}
