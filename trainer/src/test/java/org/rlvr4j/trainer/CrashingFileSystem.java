package org.rlvr4j.trainer;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The default file system, in which the process dies before a chosen change of the disk; a write is then half done. Changes
 * are counted: creating, each write, forcing, truncating, renaming, deleting, making a folder.
 */
final class CrashingFileSystem extends FileSystem {

    /** The process is dead: nothing that it does reaches the disk any more. */
    static final class Crashed extends Error {
        private static final long serialVersionUID = 1L;

        Crashed() {
            super("the process died");
        }
    }

    private final FileSystem real = FileSystems.getDefault();
    private final Provider provider = new Provider();
    private final Runnable death;
    private long left;
    private long changes;
    private boolean dead;

    /**
     * Dies.
     *
     * @param after how many changes are still made
     * @param death what dying is; nothing for a mere {@link Crashed}
     */
    CrashingFileSystem(long after, Runnable death) {
        this.left = after;
        this.death = death;
    }

    long changes() {
        return changes;
    }

    Path wrap(Path path) {
        return new Wrapped(path);
    }

    private static Path real(Path path) {
        return path instanceof Wrapped wrapped ? wrapped.real : path;
    }

    /** Whether the change at hand is the one that is not made. */
    private boolean dies() {
        alive();
        changes++;
        return left-- == 0;
    }

    private void alive() {
        if (dead) {
            throw new Crashed();
        }
    }

    private Crashed die() {
        dead = true;
        death.run();
        return new Crashed();
    }

    private void change() {
        if (dies()) {
            throw die();
        }
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return StreamSupport.stream(real.getRootDirectories().spliterator(), false)
                .map(this::wrap)
                .toList();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }

    private final class Wrapped implements Path {
        private final Path real;

        Wrapped(Path real) {
            this.real = real;
        }

        private @Nullable Path maybe(@Nullable Path path) {
            return path == null ? null : new Wrapped(path);
        }

        @Override
        public FileSystem getFileSystem() {
            return CrashingFileSystem.this;
        }

        @Override
        public boolean isAbsolute() {
            return real.isAbsolute();
        }

        @Override
        public @Nullable Path getRoot() {
            return maybe(real.getRoot());
        }

        @Override
        public @Nullable Path getFileName() {
            return maybe(real.getFileName());
        }

        @Override
        public @Nullable Path getParent() {
            return maybe(real.getParent());
        }

        @Override
        public int getNameCount() {
            return real.getNameCount();
        }

        @Override
        public Path getName(int index) {
            return new Wrapped(real.getName(index));
        }

        @Override
        public Path subpath(int beginIndex, int endIndex) {
            return new Wrapped(real.subpath(beginIndex, endIndex));
        }

        @Override
        public boolean startsWith(Path other) {
            return real.startsWith(CrashingFileSystem.real(other));
        }

        @Override
        public boolean endsWith(Path other) {
            return real.endsWith(CrashingFileSystem.real(other));
        }

        @Override
        public Path normalize() {
            return new Wrapped(real.normalize());
        }

        @Override
        public Path resolve(Path other) {
            return new Wrapped(real.resolve(CrashingFileSystem.real(other)));
        }

        @Override
        public Path relativize(Path other) {
            return new Wrapped(real.relativize(CrashingFileSystem.real(other)));
        }

        @Override
        public URI toUri() {
            return real.toUri();
        }

        @Override
        public Path toAbsolutePath() {
            return new Wrapped(real.toAbsolutePath());
        }

        @Override
        public Path toRealPath(LinkOption... options) throws IOException {
            return new Wrapped(real.toRealPath(options));
        }

        @Override
        public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Path other) {
            return real.compareTo(CrashingFileSystem.real(other));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Wrapped wrapped && real.equals(wrapped.real);
        }

        @Override
        public int hashCode() {
            return real.hashCode();
        }

        @Override
        public String toString() {
            return real.toString();
        }
    }

    private final class Provider extends FileSystemProvider {

        @Override
        public String getScheme() {
            return "crashing";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            alive();
            if (options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND)) {
                change();
            }
            return new Channel(FileChannel.open(real(path), options, attributes));
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return newFileChannel(path, options.isEmpty() ? EnumSet.of(StandardOpenOption.READ) : options, attributes);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            alive();
            List<Path> children;
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(real(dir))) {
                children = StreamSupport.stream(stream.spliterator(), false)
                        .map(CrashingFileSystem.this::wrap)
                        .sorted()
                        .collect(Collectors.toList());
            }
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return children.iterator();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
            change();
            Files.createDirectory(real(dir), attributes);
        }

        @Override
        public void delete(Path path) throws IOException {
            change();
            Files.delete(real(path));
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) throws IOException {
            change();
            Files.copy(real(source), real(target), options);
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            change();
            Files.move(real(source), real(target), options);
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return Files.isSameFile(real(path), real(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return Files.isHidden(real(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return Files.getFileStore(real(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            alive();
            real.provider().checkAccess(real(path), modes);
        }

        @Override
        public <V extends FileAttributeView> @Nullable V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            return Files.getFileAttributeView(real(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            alive();
            return Files.readAttributes(real(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            alive();
            return Files.readAttributes(real(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
            change();
            Files.setAttribute(real(path), attribute, value, options);
        }
    }

    private final class Channel extends FileChannel {
        private final FileChannel real;

        Channel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            alive();
            return real.read(target);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            alive();
            return real.read(targets, offset, length);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            alive();
            return real.read(target, position);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (dies()) {
                // torn
                ByteBuffer half = source.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                while (half.hasRemaining()) {
                    real.write(half);
                }
                throw die();
            }
            return real.write(source);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            change();
            return real.write(sources, offset, length);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            change();
            return real.write(source, position);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            real.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            change();
            real.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            change();
            real.force(metaData);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            alive();
            return real.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
            change();
            return real.transferFrom(source, position, count);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return real.lock(position, size, shared);
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }
    }
}
