package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.spark.SparkOptions;
import org.rlvr4j.runtime.spark.UsualOptions;

/** What Spark is told. */
class SparkContextsTest {

    @TempDir
    Path folder;

    private static SparkConf conf(String master, String secretFile, String... properties) {
        return SparkContexts.conf(
                new SparkOptions(
                        master,
                        5,
                        "2g",
                        12,
                        60,
                        SparkOptions.WeightsTransfer.WHOLE,
                        DjlOptions.DataTypeChoice.FLOAT32,
                        false,
                        secretFile,
                        List.of(properties),
                        OptionSchema.of(DjlOptions.class).defaults()),
                1);
    }

    @Test
    void nodesAuthenticateAndEncryptByDefault() {
        for (String master : List.of("local[2]", "local-cluster[2,1,1024]", "spark://a:7077", "yarn")) {
            SparkConf conf = conf(master, "");
            assertEquals("true", conf.get("spark.authenticate"));
            assertEquals("true", conf.get("spark.network.crypto.enabled"));
            assertEquals("true", conf.get("spark.io.encryption.enabled"));
        }
        String secret = "spark.authenticate.secret";
        assertNotEquals(conf("local[2]", "").get(secret), conf("local[2]", "").get(secret));
        assertFalse(conf("yarn", "").contains(secret));
    }

    @Test
    void aStandaloneClustersSecretComesFromItsFile() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, "0123456789abcdef0123456789abcdef\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThrows(InvalidOptionException.class, () -> conf("spark://a:7077", file.toString()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(
                "0123456789abcdef0123456789abcdef",
                conf("spark://a:7077", file.toString()).get("spark.authenticate.secret"));
        Files.writeString(file, "short");
        assertThrows(InvalidOptionException.class, () -> conf("spark://a:7077", file.toString()));
        assertThrows(
                InvalidOptionException.class,
                () -> conf("spark://a:7077", folder.resolve("none").toString()));
    }

    @Test
    void patienceAndSizeAreTheRecipes() {
        SparkConf conf = conf("yarn", "");
        assertEquals("12s", conf.get("spark.network.timeout"));
        assertEquals("2s", conf.get("spark.executor.heartbeatInterval"));
        assertEquals("5", conf.get("spark.executor.instances"));
        assertEquals("2g", conf.get("spark.executor.memory"));
        assertEquals("1", conf.get("spark.executor.cores"));
    }

    private static void reach(String master, String address, String... properties) {
        SparkContexts.requireReachable(UsualOptions.of(master, "1g", "", properties), address);
    }

    @Test
    void aDriverThatExecutorsElsewhereCannotReachIsRefused() {
        InvalidOptionException e =
                assertThrows(InvalidOptionException.class, () -> reach("spark://a:7077", "127.0.0.1"));
        assertTrue(e.mistakes().get(0).message().contains("SPARK_LOCAL_IP"));
        reach("spark://a:7077", "10.0.0.1");
        reach("spark://a:7077", "127.0.0.1", "spark.driver.host=10.0.0.1");
        reach("spark://127.0.0.1:7077", "127.0.0.1");
        reach("local-cluster[2,1,1024]", "127.0.0.1");
    }

    @Test
    void aDriverThatIsTooSmallForSparkIsToldHow() {
        SparkContexts.requireHeap(450L << 20);
        InvalidOptionException e =
                assertThrows(InvalidOptionException.class, () -> SparkContexts.requireHeap((450L << 20) - 1));
        assertTrue(e.mistakes().get(0).message().contains("RLVR4J_JAVA_OPTS"));
    }

    @Test
    void furtherPropertiesWin() {
        SparkConf conf = conf("yarn", "", "spark.executor.cores=4", "spark.yarn.queue=a=b");
        assertEquals("4", conf.get("spark.executor.cores"));
        assertEquals("a=b", conf.get("spark.yarn.queue"));
    }

    @Test
    void theUiIsForThisMachineAlone() {
        assertTrue(System.getenv("SPARK_LOCAL_IP").startsWith("127."));
        assertEquals("true", conf("yarn", "").get("spark.ui.enabled"));
    }
}
