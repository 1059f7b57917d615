package org.rlvr4j.verifiers.code.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.ProcessEnd;
import org.rlvr4j.verifiers.code.language.Build;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;

/**
 * Builds once what all programs of a language share, such as a precompiled header. It is built in the sandbox too, kept in
 * a temporary folder, and read-only from then on.
 */
public final class SharedBuilds implements AutoCloseable {

    private final Map<Build.Prebuilt, List<Path>> built = new HashMap<>();
    private @Nullable Workspace workspace;
    private ProcessEnd.Closing atEnd = () -> {};
    private int attempts;

    /** Starts without any. */
    public SharedBuilds() {}

    /** Compiles what lies in one folder into another. */
    interface Compiler {
        void compile(Path sources, Path output)
                throws IOException, SandboxException, InterruptedException, CompilationException;
    }

    /** Returns the files that were built, after the first call without building. */
    synchronized List<Path> files(Build.Prebuilt prebuilt, Compiler compiler)
            throws IOException, SandboxException, InterruptedException {
        List<Path> files = built.get(prebuilt);
        if (files == null) {
            files = build(prebuilt, compiler);
            built.put(prebuilt, files);
        }
        return files;
    }

    private List<Path> build(Build.Prebuilt prebuilt, Compiler compiler)
            throws IOException, SandboxException, InterruptedException {
        Workspace space = workspace;
        if (space == null) {
            space = new Workspace();
            workspace = space;
            atEnd = ProcessEnd.closeLast(this::close);
        }
        // an attempt that failed, on a machine that was too busy, may have left its folders; the next has its own
        String name = "shared" + attempts++;
        Path output = space.output(name + "-out");
        try {
            compiler.compile(space.sources(name, prebuilt.files(), List.of()), output);
        } catch (CompilationException e) {
            throw new SandboxException("what all programs share " + e.reason());
        }
        Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("r-xr-xr-x"));
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(output)) {
            for (Path file : (Iterable<Path>) all.sorted()::iterator) {
                Path own = space.copy(file);
                files.add(own);
            }
        }
        return List.copyOf(files);
    }

    /** Deletes what was built. */
    @Override
    public synchronized void close() {
        if (workspace != null) {
            atEnd.cancel();
            workspace.close();
            workspace = null;
            built.clear();
        }
    }
}
