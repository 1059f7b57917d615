package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.InvalidOptionException.Mistake;
import scala.Option;

/**
 * Asks the master of a standalone cluster whether it is there and takes this process's secret. Spark alone tries for a minute
 * and then ends the application without saying which of both it was.
 */
final class StandaloneMaster {

    static final String SCHEME = "spark://";
    static final String SECRET_FILE = "secret-file";

    private static final String SECRET = "spark.authenticate.secret";

    private static final int PATIENCE_SECONDS = 10;

    private final SparkConf conf;

    private StandaloneMaster(SparkConf conf) {
        this.conf = conf;
    }

    /**
     * Refuses a master that cannot be used.
     *
     * @param master as a recipe names it, with a comma between the addresses of several of which one is active
     * @param conf Spark's properties, with the secret
     * @throws InvalidOptionException if none of the addresses can be used; the message says why each cannot
     */
    static void require(String master, SparkConf conf) {
        if (conf.getBoolean("spark.authenticate", false) && !conf.contains(SECRET)) {
            throw new InvalidOptionException(
                    SECRET_FILE, "must be given with the master " + master + ": the file of the cluster's secret");
        }
        keepSecret(conf);
        StandaloneMaster asking = new StandaloneMaster(conf);
        List<Mistake> refusals = new ArrayList<>();
        for (String address : master.substring(SCHEME.length()).split(",", -1)) {
            Optional<Mistake> refusal = asking.refusal(SCHEME + address);
            if (refusal.isEmpty()) {
                return;
            }
            refusals.add(refusal.get());
        }
        throw new InvalidOptionException(refusals);
    }

    /** A process that was connected to another cluster before has kept that one's secret, which Spark would take first. */
    private static void keepSecret(SparkConf conf) {
        if (conf.contains(SECRET)) {
            Credentials credentials = new Credentials();
            credentials.addSecretKey(
                    SecurityManager.SECRET_LOOKUP_KEY(), conf.get(SECRET).getBytes(StandardCharsets.UTF_8));
            try {
                UserGroupInformation.getCurrentUser().addCredentials(credentials);
            } catch (IOException e) {
                throw new UncheckedIOException("the user of this process is not known: " + e.getMessage(), e);
            }
        }
    }

    private Optional<Mistake> refusal(String url) {
        RpcAddress address;
        try {
            address = RpcAddress.fromSparkURL(url);
        } catch (Exception e) {
            // Scala's exceptions are not declared
            return Optional.of(
                    new Mistake("master", url + " is no address of a master, such as spark://10.0.0.1:7077"));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE_SECONDS * 1000);
        } catch (IOException e) {
            return Optional.of(new Mistake(
                    "master", "no master answers at " + url + " (" + e + "); bin/rlvr4j-spark master starts one"));
        }
        return refusedSecret(url, address);
    }

    private Optional<Mistake> refusedSecret(String url, RpcAddress address) {
        SparkConf brief = conf.clone()
                .set("spark.rpc.lookupTimeout", PATIENCE_SECONDS + "s")
                // else that of the run, which may be shorter
                .set("spark.rpc.askTimeout", PATIENCE_SECONDS + "s")
                .set("spark.rpc.io.connectionTimeout", PATIENCE_SECONDS + "s")
                .set("spark.rpc.io.maxRetries", "0");
        SecurityManager security = new SecurityManager(
                brief, Option.empty(), org.apache.spark.internal.config.package$.MODULE$.AUTH_SECRET_FILE());
        RpcEnv client = RpcEnv.create("rlvr4j-asks", address.host(), 0, brief, security, true);
        try {
            client.setupEndpointRef(address, "Master");
            return Optional.empty();
        } catch (Exception e) {
            if (isLate(e)) {
                return Optional.of(new Mistake("master", "the master at " + url + " is there and does not answer"));
            }
            return Optional.of(new Mistake(
                    SECRET_FILE,
                    "the master at " + url + " does not take this process's secret (" + Reason.of(e)
                            + "); the file must hold the secret that the master was started with"));
        } finally {
            client.shutdown();
            client.awaitTermination();
        }
    }

    /** Whether it has not answered in time; what has another secret is cut off at once. */
    private static boolean isLate(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
