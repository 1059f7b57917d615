package org.rlvr4j.runtime.spark.internal;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at which executor and in which folder a disk is full. Spark alone says that no space is left, of whatever; and where it
 * was a library's native code that could not be unpacked, it says from the second try on only that the library is not there.
 */
public final class FullDisk implements SparkPlugin {

    /** How Linux says it: of a disk, of a quota, of a limit of the process. */
    private static final List<String> WORDS =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    private static final Logger LOG = LoggerFactory.getLogger(FullDisk.class);

    /** A disk with less than that is taken for the full one, in bytes. */
    private static final long LITTLE = 1L << 20;

    /** The driver's: what an executor said of its disk since the job was submitted; empty where none did. */
    private static volatile String said = "";

    /** Creates the plugin; Spark does so by its name. */
    public FullDisk() {}

    /** Forgets what was said of earlier jobs. */
    static void forget() {
        said = "";
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new Hearing();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new Telling();
    }

    private static final class Hearing implements DriverPlugin {
        @Override
        public Object receive(Object message) {
            said = String.valueOf(message);
            return "";
        }
    }

    private static final class Telling implements ExecutorPlugin {
        private @Nullable PluginContext context;

        @Override
        public void init(PluginContext given, Map<String, String> settings) {
            context = given;
        }

        @Override
        public void onTaskFailed(TaskFailedReason reason) {
            words(reason.toErrorString()).ifPresent(this::tell);
        }

        private void tell(String words) {
            PluginContext driver = context;
            if (driver == null) {
                return;
            }
            try {
                // waits until the driver has it: what follows may be the end of the job
                driver.ask("executor on " + ExecutorPolicy.host() + ": "
                        + explanation(words, folders(), File::getUsableSpace));
            } catch (Exception e) {
                // as PluginContext declares it; the task has failed anyway, and is told without the folder
                LOG.warn("the driver does not hear that a disk is full: {}", Reason.of(e));
            }
        }
    }

    /**
     * Says why a job failed.
     *
     * @param failure what Spark says
     */
    static String reason(Throwable failure) {
        if (!said.isEmpty()) {
            return said;
        }
        String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        // what a task is made of is written by the driver
        Optional<String> here = first.contains("Task serialization failed") ? words(first) : Optional.empty();
        return here.map(FullDisk::here).orElse("Spark gave a job up: " + first);
    }

    /** What the operating system says of a disk, where an error has it. */
    private static Optional<String> words(String error) {
        return WORDS.stream().filter(error::contains).findFirst();
    }

    /**
     * Says where the driver writes, which it does when its heap is full.
     *
     * @param words why it cannot
     */
    static String here(String words) {
        return "driver on " + ExecutorPolicy.host() + ": " + explanation(words, folders(), File::getUsableSpace);
    }

    /** Where Spark and libraries write. */
    private static List<File> folders() {
        List<File> folders = new ArrayList<>();
        SparkEnv spark = SparkEnv.get();
        // none once Spark has ended
        if (spark != null) {
            folders.addAll(Arrays.asList(spark.blockManager().diskBlockManager().localDirs()));
        }
        folders.add(new File(System.getProperty("java.io.tmpdir")));
        return folders;
    }

    /** Bytes that are free in a folder. */
    interface Space {
        long in(File folder);
    }

    /**
     * Names the folder.
     *
     * @param words the operating system's
     * @param folders that may be full
     * @param space what is free in each
     */
    static String explanation(String words, List<File> folders, Space space) {
        List<File> full =
                folders.stream().filter(folder -> space.in(folder) < LITTLE).toList();
        return words + ", in "
                // a quota does not show
                + (full.isEmpty() && folders.size() > 1 ? "one of " : "")
                + (full.isEmpty() ? folders : full)
                        .stream().map(File::getPath).distinct().collect(Collectors.joining(", "));
    }
}
