package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.rlvr4j.api.spi.InvalidOptionException;

/** The secret of a standalone cluster's nodes: one line in a file that its owner alone can read. */
final class SecretFile {

    private static final int LEAST = 32;
    private static final long LARGEST = 10_000;

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private SecretFile() {}

    /**
     * Reads the secret.
     *
     * @throws InvalidOptionException if it is missing, too short, or open to others
     */
    static String read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw invalid(file + " is no secret: it has " + Files.size(file) + " bytes");
            }
            if (isOpen(file)) {
                throw invalid(
                        file + " is open to others than its owner; whoever reads it can run programs on every node:"
                                + " chmod 600 " + file);
            }
            String secret =
                    Files.readString(file).lines().findFirst().orElse("").strip();
            if (secret.length() < LEAST) {
                throw invalid(file + " holds " + secret.length()
                        + " characters in its first line; a secret needs at least " + LEAST);
            }
            return secret;
        } catch (NoSuchFileException e) {
            throw invalid(file + " is not there");
        } catch (IOException e) {
            throw invalid(file + " cannot be read: " + e);
        }
    }

    private static boolean isOpen(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && !OWNERS.containsAll(Files.getPosixFilePermissions(file));
    }

    private static InvalidOptionException invalid(String message) {
        return new InvalidOptionException("secret-file", message);
    }
}
