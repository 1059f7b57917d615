package org.rlvr4j.trainer.plugin;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * A plugin that is not used. Its texts are its author's, and untrusted.
 *
 * @param name its file's or folder's name, without {@code .jar}
 * @param path its jar or folder
 * @param reason why, in one sentence without full stop, at most some hundred characters
 * @param strategies what it would have brought, as far as that is known
 */
public record BrokenPlugin(String name, Path path, String reason, Set<Claim> strategies) {

    /**
     * An id that a plugin wants.
     *
     * @param service the interface of its provider
     * @param id the id
     */
    public record Claim(Class<?> service, String id) {}

    /** Copies. */
    public BrokenPlugin {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(reason, "reason");
        strategies = Set.copyOf(strategies);
    }

    /**
     * Says which plugin is meant and why it is not used.
     *
     * @return such as {@code the plugin mine (/…/mine.jar) is not used: it misses the class org.example.Missing}
     */
    public String explanation() {
        return "the plugin " + name + " (" + path + ") is not used: " + reason;
    }
}
