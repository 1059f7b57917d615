package org.rlvr4j.runtime.gpu.internal.safetensors;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of which ranges are mapped into memory and unmapped after use, so that reading a large file takes no more memory
 * than one range. The file must stay as it is meanwhile.
 */
final class MappedFile implements ByteSource {

    /** Java unmaps when a buffer is collected, which for large models is too late; null where it cannot be done sooner. */
    private static final @Nullable MethodHandle UNMAP = unmapper();

    private final Path file;
    private final long size;

    MappedFile(Path file) throws IOException {
        this.file = file;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            size = channel.size();
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void use(long position, int length, Use use) throws IOException {
        if (length == 0) {
            use.accept(ByteBuffer.allocateDirect(0));
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != size) {
                throw new IOException(file + " was changed while it was read: it has " + channel.size()
                        + " bytes now, and had " + size);
            }
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, position, length);
            try {
                use.accept(mapped);
            } finally {
                unmap(mapped);
            }
        }
    }

    private static @Nullable MethodHandle unmapper() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static void unmap(MappedByteBuffer mapped) {
        if (UNMAP == null) {
            return;
        }
        try {
            UNMAP.invokeExact((ByteBuffer) mapped);
        } catch (Throwable e) {
            throw new IllegalStateException("a mapped file cannot be unmapped", e);
        }
    }
}
