package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our scripts start the driver with what Spark's own scripts open of the JDK. */
@EnabledOnOs(OS.LINUX)
class LaunchOptionsTest {

    @TempDir
    Path folder;

    private static List<String> opens(Iterable<String> options) {
        TreeSet<String> opens = new TreeSet<>();
        options.forEach(option -> {
            if (option.startsWith("--add-opens=")) {
                opens.add(option);
            }
        });
        return List.copyOf(opens);
    }

    private static List<String> sparks() {
        return opens(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
    }

    @Test
    void thisTestsProcessHasThemToo() {
        assertEquals(
                sparks(),
                opens(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/rlvr4j", "runtime-spark/src/main/docker/entrypoint.sh"})
    void aDriverIsStartedWithThem(String script) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path copy = home.resolve(script);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(System.getProperty("rlvr4j.home"), script), copy);
        // a Java that only says how it was called, and a build that is there
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(jdk.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
                .toFile()
                .setExecutable(true);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
        Files.createDirectories(home.resolve("runtime-spark/target/installed/current"));
        ProcessBuilder builder = new ProcessBuilder("bash", copy.toString(), "doctor")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("words").toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("PATH", jdk + ":" + System.getenv("PATH"));
        builder.environment().put("RLVR4J_SPARK", "1");
        builder.environment().remove("RLVR4J_JAVA_OPTS");
        int code = builder.start().waitFor();
        List<String> words = Files.readAllLines(folder.resolve("words"));
        assertEquals(0, code, words::toString);
        assertEquals(sparks(), opens(words.subList(0, words.indexOf("org.rlvr4j.cli.Main"))));
    }
}
