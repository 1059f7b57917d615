package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose executors are pods of a made-up Kubernetes, by the image's entry point; no cluster and no container. Opt-in:
 * {@code mvn test -Pkubernetes -pl runtime-spark -am -Dtest=KubernetesTest}.
 */
class KubernetesTest {

    @TempDir
    Path folder;

    private static boolean hasScheduler() {
        try {
            Class.forName("org.apache.spark.scheduler.cluster.k8s.KubernetesClusterManager");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new TreeMap<>();
        container
                .path("env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    @Test
    void executorsArePodsOfTheImageAndTheBitsAreThoseOfOneProcess() throws IOException {
        Assumptions.assumeTrue(
                hasScheduler(),
                "SKIPPED: Spark's jars for Kubernetes are not on the class path; mvn -Pkubernetes puts them there");
        ClusterTraining training = new ClusterTraining(folder);
        ClusterTraining.Left expected = training.train("one", "id = djl, threads = 1", event -> {});
        Path home = Path.of(System.getProperty("rlvr4j.home"));
        try (PodServer cluster = new PodServer(home.resolve("runtime-spark/src/main/docker/entrypoint.sh"))) {
            String runtime = "id = spark, executors = 2, executor-memory = 512m, network-timeout-seconds = 120,"
                    + " start-timeout-seconds = 300, master = \"k8s://" + cluster.url() + "\", properties = ["
                    + "\"spark.kubernetes.container.image=registry.example/rlvr4j:1\", \"spark.driver.host=127.0.0.1\","
                    + " \"spark.kubernetes.executor.apiPollingInterval=1s\","
                    + " \"spark.kubernetes.allocation.batch.delay=1s\"]";
            assertEquals(expected, training.train("pods", runtime, event -> {}));
            List<JsonNode> pods = cluster.made();
            assertEquals(2, pods.size());
            for (JsonNode pod : pods) {
                JsonNode container = pod.at("/spec/containers/0");
                assertEquals(
                        "registry.example/rlvr4j:1", container.path("image").asText());
                assertEquals("executor", container.at("/args/0").asText());
                assertEquals("1", container.at("/resources/requests/cpu").asText());
                // the heap and Spark's least overhead
                assertEquals("896Mi", container.at("/resources/limits/memory").asText());
                Map<String, String> environment = environment(container);
                assertEquals("512m", environment.get("SPARK_EXECUTOR_MEMORY"));
                assertEquals("1", environment.get("SPARK_EXECUTOR_CORES"));
                assertEquals("1", environment.get("OMP_NUM_THREADS"));
                assertFalse(environment.getOrDefault("_SPARK_AUTH_SECRET", "").isEmpty());
                assertTrue(
                        environment.getOrDefault("SPARK_DRIVER_URL", "").contains("@127.0.0.1:"),
                        environment.toString());
                assertTrue(environment.containsValue("-Dspark.network.crypto.enabled=true"), environment.toString());
            }
        }
    }
}
