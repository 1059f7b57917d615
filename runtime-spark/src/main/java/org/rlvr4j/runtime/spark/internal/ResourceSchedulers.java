package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.InvalidOptionException;

/** What YARN and Kubernetes need before Spark tries them, which says it late or not at all. */
final class ResourceSchedulers {

    static final String YARN = "yarn";
    static final String KUBERNETES = "k8s://";

    private static final String SITE = "yarn-site.xml";

    private static final int PATIENCE_MILLIS = 10_000;

    private ResourceSchedulers() {}

    /**
     * Refuses a Kubernetes master that cannot be used.
     *
     * @throws InvalidOptionException if Spark's jars for it are not there, or no image is named
     */
    static void requireKubernetes(SparkConf conf) {
        try {
            Class.forName("org.apache.spark.scheduler.cluster.k8s.KubernetesClusterManager");
        } catch (ClassNotFoundException e) {
            throw new InvalidOptionException(
                    "master",
                    conf.get("spark.master")
                            + " needs Spark's jars for Kubernetes, which are not here; start bin/rlvr4j with"
                            + " RLVR4J_SPARK=kubernetes");
        }
        if (!conf.contains("spark.kubernetes.container.image")
                && !conf.contains("spark.kubernetes.executor.container.image")) {
            throw new InvalidOptionException(
                    "properties",
                    "must name the executors' image, such as spark.kubernetes.container.image=registry/rlvr4j:1;"
                            + " bin/rlvr4j-spark image makes it");
        }
    }

    /**
     * Refuses YARN where it is not configured, or its ResourceManager does not answer; Hadoop alone tries for a quarter of an hour.
     *
     * @param hadoop the environment variable HADOOP_CONF_DIR
     * @param yarn the environment variable YARN_CONF_DIR
     * @throws InvalidOptionException if so
     */
    static void requireYarn(@Nullable String hadoop, @Nullable String yarn) {
        List<String> folders = Stream.of(hadoop, yarn)
                .filter(Objects::nonNull)
                .filter(folder -> !folder.isEmpty())
                .toList();
        if (folders.isEmpty()) {
            throw new InvalidOptionException(
                    "master",
                    "yarn needs the environment variable HADOOP_CONF_DIR or YARN_CONF_DIR: the folder with yarn-site.xml and"
                            + " core-site.xml");
        }
        // without it Hadoop takes defaults, by which the ResourceManager is on this machine
        if (folders.stream().noneMatch(folder -> Files.isRegularFile(Path.of(folder, SITE)))) {
            throw new InvalidOptionException(
                    "master",
                    "yarn needs " + SITE + ", and there is none in " + String.join(" or ", folders)
                            + ", which the environment variable HADOOP_CONF_DIR or YARN_CONF_DIR names");
        }
        requireResourceManager(new YarnConfiguration());
    }

    static void requireResourceManager(YarnConfiguration conf) {
        if (conf.getBoolean(YarnConfiguration.RM_HA_ENABLED, false)) {
            // which of them is active Hadoop finds out itself
            return;
        }
        InetSocketAddress manager = conf.getSocketAddr(
                YarnConfiguration.RM_ADDRESS, YarnConfiguration.DEFAULT_RM_ADDRESS, YarnConfiguration.DEFAULT_RM_PORT);
        try (Socket socket = new Socket()) {
            socket.connect(manager, PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new InvalidOptionException(
                    "master",
                    "no ResourceManager of YARN answers at " + manager.getHostString() + ":" + manager.getPort() + " ("
                            + e
                            + "); yarn.resourcemanager.address of yarn-site.xml in HADOOP_CONF_DIR or YARN_CONF_DIR names it");
        }
    }
}
