package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.spi.InvalidOptionException;

/** What is said where YARN, Kubernetes or a standalone master cannot be used. */
class ResourceSchedulersTest {

    @TempDir
    Path folder;

    private static InvalidOptionException.Mistake mistake(Executable refused) {
        return assertThrows(InvalidOptionException.class, refused).mistakes().get(0);
    }

    private static YarnConfiguration at(int port) {
        YarnConfiguration conf = new YarnConfiguration();
        conf.set(YarnConfiguration.RM_ADDRESS, "127.0.0.1:" + port);
        return conf;
    }

    @Test
    void yarnNeedsItsConfigurationAndAResourceManagerThatAnswers() throws IOException {
        assertTrue(mistake(() -> ResourceSchedulers.requireYarn(null, null))
                .message()
                .contains("HADOOP_CONF_DIR"));
        int port;
        try (ServerSocket manager = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = manager.getLocalPort();
            assertDoesNotThrow(() -> ResourceSchedulers.requireResourceManager(at(port)));
        }
        InvalidOptionException.Mistake mistake = mistake(() -> ResourceSchedulers.requireResourceManager(at(port)));
        assertEquals("master", mistake.option());
        assertTrue(mistake.message().contains("127.0.0.1:" + port), mistake.message());
    }

    @Test
    void yarnNeedsTheFileThatNamesItsResourceManager() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path site = Files.createDirectory(folder.resolve("site"));
        // a folder of that name is no file
        Files.createDirectory(empty.resolve("yarn-site.xml"));
        Files.writeString(site.resolve("yarn-site.xml"), "<configuration/>\n");

        InvalidOptionException.Mistake mistake = mistake(() -> ResourceSchedulers.requireYarn(empty.toString(), ""));
        assertEquals("master", mistake.option());
        assertTrue(mistake.message().contains("yarn-site.xml, and there is none in " + empty + ","), mistake.message());
        mistake = mistake(() -> ResourceSchedulers.requireYarn(
                empty.toString(), folder.resolve("none").toString()));
        assertTrue(
                mistake.message().contains("none in " + empty + " or " + folder.resolve("none") + ","),
                mistake.message());
        // one of both folders is enough; what is asked then is the ResourceManager, where this machine has one
        try {
            ResourceSchedulers.requireYarn(empty.toString(), site.toString());
        } catch (InvalidOptionException e) {
            assertTrue(e.mistakes().get(0).message().startsWith("no ResourceManager of YARN answers at "), e::toString);
        }
    }

    @Test
    void kubernetesNeedsItsJarsAndAnImage() {
        SparkConf conf = new SparkConf(false).setMaster("k8s://https://a");
        InvalidOptionException.Mistake mistake = mistake(() -> ResourceSchedulers.requireKubernetes(conf));
        assertTrue(
                mistake.message().contains("RLVR4J_SPARK=kubernetes")
                        || mistake.message().contains("spark.kubernetes.container.image"),
                mistake.message());
    }

    @Test
    void aMasterThatIsNotThereIsNamed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        SparkConf conf = new SparkConf(false).set("spark.authenticate", "true").set("spark.authenticate.secret", "s");
        InvalidOptionException e = assertThrows(
                InvalidOptionException.class,
                () -> StandaloneMaster.require("spark://127.0.0.1:" + port + ",nowhere", conf));
        assertEquals(2, e.mistakes().size());
        assertTrue(e.mistakes().get(0).message().contains("no master answers at spark://127.0.0.1:" + port));
        assertTrue(e.mistakes().get(1).message().contains("no address of a master"));
    }

    @Test
    void aStandaloneMasterNeedsASecret() {
        SparkConf conf = new SparkConf(false).set("spark.authenticate", "true");
        assertEquals(
                "secret-file",
                mistake(() -> StandaloneMaster.require("spark://a:7077", conf)).option());
    }

    /** Something that takes connections and says nothing is no reason to doubt the secret. */
    @Test
    void aMasterThatDoesNotAnswerIsNotAnotherSecret() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SparkConf conf = new SparkConf(false)
                    .set("spark.authenticate", "true")
                    .set("spark.authenticate.secret", "0123456789abcdef0123456789abcdef")
                    .set("spark.network.crypto.enabled", "true");
            InvalidOptionException.Mistake mistake =
                    mistake(() -> StandaloneMaster.require("spark://127.0.0.1:" + silent.getLocalPort(), conf));
            assertEquals("master", mistake.option(), mistake.message());
        }
    }
}
