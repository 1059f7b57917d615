package org.rlvr4j.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.rlvr4j.api.spi.PlacedCommand;
import org.rlvr4j.api.spi.PlacedRun;
import org.rlvr4j.api.spi.RunPlacement;

/** Commands as processes of a cluster's machines, which write their logs on a file system that is shared with this one. */
final class PlacedChildren implements ChildLauncher {

    private static final long POLL_MILLIS = 200;

    private final RunPlacement machines;

    /** On these machines, which are given back with this. */
    PlacedChildren(RunPlacement machines) {
        this.machines = machines;
    }

    @Override
    public Child start(ChildRuns.Job job) throws IOException {
        LogTail tail = new LogTail(job.log());
        return new PlacedChild(
                machines.start(new PlacedCommand(
                        job.name(),
                        ChildCommand.options(),
                        Main.class.getName(),
                        ChildCommand.withPlugins(job.arguments()),
                        job.whenBegun(),
                        job.folder(),
                        job.begun(),
                        job.log())),
                tail);
    }

    @Override
    public void close() {
        machines.close();
    }

    private record PlacedChild(PlacedRun run, LogTail tail) implements Child {

        @Override
        public int follow(Consumer<String> words) throws IOException, InterruptedException {
            OptionalInt code = run.exitCode();
            while (code.isEmpty()) {
                tail.read(words);
                Thread.sleep(POLL_MILLIS);
                code = run.exitCode();
            }
            tail.read(words);
            return code.getAsInt();
        }

        @Override
        public void end() {
            run.stop();
        }
    }

    /** Reads what is added to a file, by whole lines. */
    private static final class LogTail {
        private static final int MOST_AT_ONCE = 1 << 20;

        private final Path log;
        private long position;

        LogTail(Path log) throws IOException {
            this.log = log;
            this.position = Files.exists(log) ? Files.size(log) : 0;
        }

        void read(Consumer<String> words) throws IOException {
            if (!Files.exists(log) || Files.size(log) <= position) {
                return;
            }
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                file.seek(position);
                byte[] added = new byte[(int) Math.min(MOST_AT_ONCE, file.length() - position)];
                file.readFully(added);
                int end = added.length;
                while (end > 0 && added[end - 1] != '\n') {
                    end--;
                }
                // a line without end is taken in pieces
                if (end == 0 && added.length == MOST_AT_ONCE) {
                    end = added.length;
                }
                position += end;
                new String(added, 0, end, StandardCharsets.UTF_8).lines().forEach(words);
            }
        }
    }
}
