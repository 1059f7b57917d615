package org.rlvr4j.runtime.spark.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.learning.PolicySpec;

/** Files of a policy as executors find them, which work in other folders than the driver. */
public final class AbsolutePaths {

    private AbsolutePaths() {}

    /**
     * Makes a policy's paths absolute.
     *
     * @param spec which policy
     * @return the same
     */
    public static PolicySpec of(PolicySpec spec) {
        ChatOptions chat = spec.chat();
        AdapterOptions adapter = spec.adapter();
        return new PolicySpec(
                absolute(spec.model()),
                spec.loss(),
                spec.optimizer(),
                spec.steps(),
                new ChatOptions(template(chat), chat.system(), chat.thinking(), chat.date()),
                new AdapterOptions(
                        adapter.kind(),
                        adapter.rank(),
                        adapter.alpha(),
                        adapter.rankStabilised(),
                        adapter.dropout(),
                        adapter.targets(),
                        absolute(adapter.from())),
                spec.seed(),
                spec.shards());
    }

    private static String template(ChatOptions chat) {
        return chat.template().equals(ChatOptions.NONE) || chat.template().equals(ChatOptions.MODEL)
                ? chat.template()
                : absolute(chat.template());
    }

    /** What is no file of this process, such as builtin:countdown-base, stays. */
    private static String absolute(String path) {
        return path.isEmpty() || path.contains(":") || !Files.exists(Path.of(path))
                ? path
                : Path.of(path).toAbsolutePath().normalize().toString();
    }
}
