package org.rlvr4j.runtime.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A ResourceManager and a NodeManager of Hadoop, each a process of this machine that listens to the loopback address alone. */
final class YarnCluster implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final Path configuration;
    private final String jars;
    private final Commands commands;
    private final Process manager;
    private Process node;

    /**
     * Starts both.
     *
     * @param folder of their files
     * @param jars folder of Hadoop's jars
     */
    YarnCluster(Path folder, String jars) throws IOException, InterruptedException {
        this.folder = folder;
        this.jars = jars;
        this.commands = new Commands(folder, Map.of());
        this.configuration = configure();
        manager = daemon("manager.log", "org.apache.hadoop.yarn.server.resourcemanager.ResourceManager");
        node = node();
    }

    /** Starts the node again. */
    void beginNode() throws IOException, InterruptedException {
        node = node();
    }

    private Process node() throws IOException, InterruptedException {
        Process started = daemon("node.log", "org.apache.hadoop.yarn.server.nodemanager.NodeManager");
        Commands.await("the node is registered", () -> {
            if (!started.isAlive() || !manager.isAlive()) {
                throw new IllegalStateException(commands.read("manager.log") + commands.read("node.log"));
            }
            return commands.read("node.log").contains("Registered with ResourceManager");
        });
        return started;
    }

    private Process daemon(String log, String main) throws IOException {
        return commands.start(
                log,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        configuration + ":" + jars + "/*",
                        main));
    }

    private Path configure() throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                conf.resolve("core-site.xml"),
                xml(Map.of(
                        "fs.defaultFS", "file:///", "hadoop.tmp.dir", String.valueOf(folder.resolve("hadoop-tmp")))));
        Files.writeString(
                conf.resolve("yarn-site.xml"),
                xml(Map.ofEntries(
                        Map.entry("yarn.resourcemanager.hostname", LOOPBACK),
                        Map.entry("yarn.resourcemanager.address", free()),
                        Map.entry("yarn.resourcemanager.scheduler.address", free()),
                        Map.entry("yarn.resourcemanager.resource-tracker.address", free()),
                        Map.entry("yarn.resourcemanager.admin.address", free()),
                        Map.entry("yarn.resourcemanager.webapp.address", free()),
                        Map.entry("yarn.nodemanager.address", free()),
                        Map.entry("yarn.nodemanager.localizer.address", free()),
                        Map.entry("yarn.nodemanager.webapp.address", free()),
                        Map.entry("yarn.nodemanager.local-dirs", String.valueOf(folder.resolve("local"))),
                        Map.entry("yarn.nodemanager.log-dirs", String.valueOf(folder.resolve("logs"))),
                        Map.entry("yarn.nodemanager.resource.memory-mb", "6144"),
                        Map.entry("yarn.nodemanager.resource.cpu-vcores", "4"),
                        Map.entry("yarn.scheduler.minimum-allocation-mb", "256"),
                        // processes share the address space of their libraries
                        Map.entry("yarn.nodemanager.vmem-check-enabled", "false"),
                        // a disk of which little is free is no matter here
                        Map.entry("yarn.nodemanager.disk-health-checker.enable", "false"))));
        Files.writeString(
                conf.resolve("capacity-scheduler.xml"),
                xml(Map.of(
                        "yarn.scheduler.capacity.root.queues", "default",
                        "yarn.scheduler.capacity.root.default.capacity", "100",
                        "yarn.scheduler.capacity.maximum-am-resource-percent", "0.9")));
        Files.writeString(conf.resolve("log4j.properties"), """
                log4j.rootLogger=INFO,console
                log4j.appender.console=org.apache.log4j.ConsoleAppender
                log4j.appender.console.layout=org.apache.log4j.SimpleLayout
                """);
        return conf;
    }

    private static String xml(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "<property><name>" + property.getKey() + "</name><value>" + property.getValue()
                        + "</value></property>\n")
                .collect(Collectors.joining("", "<configuration>\n", "</configuration>\n"));
    }

    private static String free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return LOOPBACK + ":" + socket.getLocalPort();
        }
    }

    /** What HADOOP_CONF_DIR names. */
    String configuration() {
        return configuration.toString();
    }

    /** The Java processes of containers, without those that wait for applications. */
    List<ProcessHandle> executors() {
        return node.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .filter(process -> read(process).contains("ExecutorBackend"))
                .toList();
    }

    private static String read(ProcessHandle process) {
        try {
            // longer than what Java tells
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    /** What the ResourceManager says. */
    String words() {
        return commands.read("manager.log");
    }

    /** Ends the node with its containers. */
    void endNode() throws InterruptedException {
        node.descendants().forEach(ProcessHandle::destroyForcibly);
        node.destroy();
        node.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        List<ProcessHandle> containers = node.descendants().toList();
        node.destroyForcibly();
        containers.forEach(ProcessHandle::destroyForcibly);
        manager.destroyForcibly();
    }
}
