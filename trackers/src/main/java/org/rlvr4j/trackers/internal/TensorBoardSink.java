package org.rlvr4j.trackers.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a run's values as TensorBoard event files, one for each start of the run. */
final class TensorBoardSink implements Sink {

    private static final int MOST_FILES = 100_000;

    private final Path folder;
    private @Nullable EventFile file;

    TensorBoardSink(Path folder) {
        this.folder = folder;
    }

    @Override
    public void open(long completed) throws IOException {
        Files.createDirectories(folder);
        long now = System.currentTimeMillis();
        EventFile created = create(now);
        if (completed > 0) {
            created.restartAt(completed + 1, now);
        }
        file = created;
    }

    /** Readers take files in the order of their names, which therefore count on. */
    private EventFile create(long now) throws IOException {
        for (int i = 0; i < MOST_FILES; i++) {
            Path next =
                    folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.rlvr4j.%05d", now / 1000, i));
            if (!Files.exists(next)) {
                return EventFile.create(next, now);
            }
        }
        throw new IOException(folder + " is full of event files");
    }

    @Override
    public void send(List<Values> values) throws IOException {
        if (file != null) {
            file.write(values.stream().map(EventFile::event).toList());
        }
    }

    @Override
    public void close(boolean finished) throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
