package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.trainer.run.FolderLock;

/**
 * The folder beside the file of an evaluation in which outcomes are kept until the file is written. It is held by a lock while it
 * is open, and gone when it is closed without an outcome.
 *
 * <pre>
 * outcomes.jsonl   an {@link OutcomeFile}
 * .lock            held while a process works here
 * </pre>
 */
final class UnfinishedEvaluation implements AutoCloseable {

    private static final String SUFFIX = ".unfinished";
    private static final String OUTCOMES = "outcomes.jsonl";

    private final Path folder;
    private final FolderLock lock;
    private @Nullable OutcomeFile outcomes;
    private boolean deleted;

    private UnfinishedEvaluation(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Where the outcomes of an evaluation are kept until its file is written. */
    static Path folderOf(Path out) {
        return out.resolveSibling(out.getFileName() + SUFFIX);
    }

    /** Tells whether there is such a folder, or anything in its place. */
    static boolean isBeside(Path out) {
        return Files.exists(folderOf(out), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Opens the folder, making it where it is missing.
     *
     * @param out the file of the evaluation
     * @return the folder, locked
     * @throws BadInputException if what is there is no such folder
     * @throws org.rlvr4j.trainer.run.RunFolderException if another process works in it; the message says which
     * @throws IOException if it cannot be made, read or written
     */
    static UnfinishedEvaluation open(Path out) throws IOException {
        Path folder = folderOf(out);
        requireOurs(folder);
        Files.createDirectories(folder.toAbsolutePath());
        return new UnfinishedEvaluation(folder, FolderLock.take(folder));
    }

    private static void requireOurs(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            throw new BadInputException(folder + ", where outcomes would be kept, is no folder; name another --out");
        }
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve(OUTCOMES))) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (!String.valueOf(child.getFileName()).equals(FolderLock.FILE)) {
                    throw new BadInputException(folder + ", where outcomes would be kept, holds something else: "
                            + child.getFileName() + "; name another --out");
                }
            }
        }
    }

    /**
     * Opens the outcomes; they are closed with the folder.
     *
     * @param identity what decides them
     * @return the outcomes that are there, to which more are added
     * @throws BadInputException if those that are there are of another evaluation
     * @throws IOException if they cannot be read or written
     */
    OutcomeFile outcomes(SortedMap<String, String> identity) throws IOException {
        OutcomeFile opened = OutcomeFile.open(folder.resolve(OUTCOMES), identity);
        outcomes = opened;
        return opened;
    }

    /** How many problems' outcomes are kept; 0 before they are opened. */
    int size() {
        return outcomes == null ? 0 : outcomes.size();
    }

    Path folder() {
        return folder;
    }

    /**
     * Deletes the folder, for the file is written. What others put into it stays, and so does the folder then.
     *
     * @throws IOException if that fails
     */
    void delete() throws IOException {
        deleted = true;
        if (outcomes != null) {
            outcomes.close();
        }
        Files.deleteIfExists(folder.resolve(OUTCOMES));
        // while it is held, so that whoever comes meanwhile is refused or makes one anew
        Files.deleteIfExists(folder.resolve(FolderLock.FILE));
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // somebody's files, or somebody's new lock
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (deleted) {
                return;
            }
            if (outcomes != null) {
                outcomes.close();
            }
            boolean empty = outcomes == null ? !Files.exists(folder.resolve(OUTCOMES)) : outcomes.size() == 0;
            if (empty) {
                delete();
            }
        }
    }
}
