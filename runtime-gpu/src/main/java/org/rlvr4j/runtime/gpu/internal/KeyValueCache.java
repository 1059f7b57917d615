package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A key/value cache of fixed room: every layer's keys and values of all rows, [rows][G][columns][headSize] each, written
 * in place one column range after the other.
 */
final class KeyValueCache implements KeyValueStore {

    private final NDArray[] keys;
    private final NDArray[] values;
    private long used;

    private KeyValueCache(NDArray[] keys, NDArray[] values, long used) {
        this.keys = keys;
        this.values = values;
        this.used = used;
    }

    static KeyValueCache create(NDManager manager, ModelConfig config, long rows, long columns) {
        Shape shape = new Shape(rows, config.keyValueHeads(), columns, config.headSize());
        NDArray[] keys = new NDArray[config.layers()];
        NDArray[] values = new NDArray[config.layers()];
        for (int layer = 0; layer < keys.length; layer++) {
            keys[layer] = manager.zeros(shape);
            values[layer] = manager.zeros(shape);
        }
        return new KeyValueCache(keys, values, 0);
    }

    /** Writes behind the used columns; {@link #advance} makes them used once all layers have written. */
    @Override
    public KeysValues extend(int layer, NDArray newKeys, NDArray newValues) {
        long end = used + newKeys.getShape().get(2);
        keys[layer].set(Slices.index(2, used, end), newKeys);
        values[layer].set(Slices.index(2, used, end), newValues);
        NDManager step = newKeys.getManager();
        return new KeysValues(Slices.along(keys[layer], 2, 0, end, step), Slices.along(values[layer], 2, 0, end, step));
    }

    void advance(long columns) {
        used += columns;
    }

    /**
     * Makes a larger cache whose row i starts with what row {@code sources[i]} of this one holds.
     *
     * @param sources int64 row numbers; shape [rows]
     * @param columns room of the new cache
     */
    KeyValueCache expand(NDManager target, ModelConfig config, NDArray sources, long columns) {
        KeyValueCache expanded = create(target, config, sources.size(), columns);
        for (int layer = 0; layer < keys.length; layer++) {
            expanded.keys[layer].set(Slices.index(2, 0, used), Slices.rows(keys[layer], sources));
            expanded.values[layer].set(Slices.index(2, 0, used), Slices.rows(values[layer], sources));
        }
        expanded.used = used;
        return expanded;
    }

    /** Keeps some rows only, in the given order. */
    void retain(NDArray sources) {
        for (int layer = 0; layer < keys.length; layer++) {
            NDArray oldKeys = keys[layer];
            NDArray oldValues = values[layer];
            keys[layer] = Slices.rows(oldKeys, sources);
            values[layer] = Slices.rows(oldValues, sources);
            oldKeys.close();
            oldValues.close();
        }
    }
}
