package org.rlvr4j.reports.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page of a folder, made anew only when something in the folder changed; for several threads. */
public final class LivePage {

    private final Path folder;
    private final RunList.Kind kind;
    private final @Nullable RunPage run;
    private String state = "";
    private String json = "";

    /**
     * Prepares a page.
     *
     * @param folder a run, an ablation or a demo
     * @param kind which of them
     * @throws IOException if it cannot be read
     */
    public LivePage(Path folder, RunList.Kind kind) throws IOException {
        this.folder = folder;
        this.kind = kind;
        this.run = kind == RunList.Kind.RUN ? new RunPage(folder, Optional.empty()) : null;
    }

    /**
     * A page's data, and what they were made of.
     *
     * @param state equal for equal data
     * @param json the page, as {@link PageHtml#json} writes it
     */
    public record Snapshot(String state, String json) {}

    /**
     * Reads the page as it is now.
     *
     * @return the data
     * @throws IOException if the folder was deleted or cannot be read
     */
    public synchronized Snapshot read() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("the folder is gone");
        }
        String now = run != null ? run.state() : stateOfFile();
        if (!now.equals(state) || json.isEmpty()) {
            json = PageHtml.json(
                    run != null
                            ? run.read()
                            : kind == RunList.Kind.ABLATION
                                    ? AblationPage.read(folder)
                                    : AblationPage.readDemo(folder));
            state = now;
        }
        return new Snapshot(state, json);
    }

    private String stateOfFile() throws IOException {
        Path file = folder.resolve(kind == RunList.Kind.ABLATION ? "ablation.json" : "summary.json");
        return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    }
}
