package org.rlvr4j.runtime.spark.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/** Tasks as bytes. Spark's scheduler stands still for ever where it finds itself that one cannot be serialised. */
final class TaskBytes {

    private TaskBytes() {}

    /**
     * Serialises a task.
     *
     * @throws IllegalArgumentException if something in it cannot travel, which is a strategy of the user's
     */
    static byte[] of(ShardTask<?> task) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(task);
        } catch (NotSerializableException e) {
            throw new IllegalArgumentException(
                    "an object of " + e.getMessage()
                            + " cannot travel to executors; a token sampler and all that it holds"
                            + " must be serialisable: make it a record of numbers",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("a task cannot be serialised: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** Reads a task with the classes that the executor was given. */
    static ShardTask<?> read(byte[] bytes) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (ObjectInputStream in = new LoadingStream(new ByteArrayInputStream(bytes), loader)) {
            return (ShardTask<?>) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a task cannot be read: " + e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the executor lacks a class that the driver has: " + e.getMessage(), e);
        }
    }

    /** Looks for classes where plugins of the executor are. */
    private static final class LoadingStream extends ObjectInputStream {
        private final ClassLoader loader;

        LoadingStream(InputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(type.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                // primitives
                return super.resolveClass(type);
            }
        }
    }
}
