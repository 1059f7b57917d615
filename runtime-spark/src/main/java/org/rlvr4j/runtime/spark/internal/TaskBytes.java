package org.rlvr4j.runtime.spark.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.rlvr4j.api.spi.PluginCode;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/**
 * Tasks as bytes. Spark's scheduler stands still for ever where it finds itself that one cannot be serialised.
 *
 * <p>Each class comes with the hash of its plugin, for two plugins may have classes of one name.
 */
final class TaskBytes {

    private static final String PROGRAM = "";

    private TaskBytes() {}

    /**
     * Serialises a task.
     *
     * @param task the task
     * @param plugins whose classes may be in it
     * @throws IllegalArgumentException if something in it cannot travel, which is a strategy of the user's
     */
    static byte[] of(ShardTask<?> task, List<PluginCode> plugins) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new NamingStream(bytes, plugins)) {
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

    /**
     * Reads a task.
     *
     * @param bytes the task
     * @param loaders the class loader of a plugin by its hash
     */
    static ShardTask<?> read(byte[] bytes, Function<String, ClassLoader> loaders) {
        try (ObjectInputStream in = new LoadingStream(new ByteArrayInputStream(bytes), loaders)) {
            return (ShardTask<?>) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a task cannot be read: " + e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the executor lacks a class that the driver has: " + e.getMessage(), e);
        }
    }

    /** Says of which plugin a class is. */
    private static final class NamingStream extends ObjectOutputStream {
        private final List<PluginCode> plugins;

        NamingStream(OutputStream out, List<PluginCode> plugins) throws IOException {
            super(out);
            this.plugins = plugins;
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            writeUTF(plugins.stream()
                    .filter(plugin -> plugin.loader() == type.getClassLoader())
                    .map(PluginCode::sha256)
                    .findFirst()
                    .orElse(PROGRAM));
        }
    }

    /** Looks for a class in the plugin that it came of. */
    private static final class LoadingStream extends ObjectInputStream {
        private final Function<String, ClassLoader> loaders;
        private final ClassLoader program = Thread.currentThread().getContextClassLoader();

        LoadingStream(InputStream in, Function<String, ClassLoader> loaders) throws IOException {
            super(in);
            this.loaders = loaders;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
            String plugin = readUTF();
            try {
                return Class.forName(type.getName(), false, plugin.equals(PROGRAM) ? program : loaders.apply(plugin));
            } catch (ClassNotFoundException e) {
                // primitives
                return super.resolveClass(type);
            }
        }
    }
}
