package org.rlvr4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Commands as processes of this machine. */
final class LocalChildren implements ChildLauncher {

    @Override
    public Child start(ChildRuns.Job job) throws IOException {
        return new LocalChild(ChildCommand.start(job.line()), job.log());
    }

    private record LocalChild(Process process, Path log) implements Child {

        @Override
        public int follow(Consumer<String> words) throws IOException, InterruptedException {
            try (PrintWriter writer = new PrintWriter(
                            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
                    BufferedReader said = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    writer.println(line);
                    writer.flush();
                    words.accept(line);
                }
            }
            return process.waitFor();
        }

        /** What it still says can be read, which {@link Process#destroy} would prevent. */
        @Override
        public void end() {
            process.toHandle().destroy();
        }
    }
}
