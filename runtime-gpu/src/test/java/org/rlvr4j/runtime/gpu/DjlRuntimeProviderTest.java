package org.rlvr4j.runtime.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;

class DjlRuntimeProviderTest {

    private static final DjlOptions CPU = new DjlOptions(
            DjlOptions.DeviceChoice.CPU,
            1,
            1024,
            1024,
            1 << 20,
            DjlOptions.Recompute.NONE,
            DjlOptions.DataTypeChoice.FLOAT32);

    private final DjlRuntimeProvider provider = new DjlRuntimeProvider();

    @Test
    void isRegisteredForTheModulePathAndTheClassPathAlike() throws IOException {
        String service = PolicyRuntimeProvider.class.getName();
        List<String> provider = List.of(DjlRuntimeProvider.class.getName());
        try (InputStream in = DjlRuntimeProvider.class.getResourceAsStream("/META-INF/services/" + service)) {
            assertEquals(
                    provider,
                    new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                            .lines()
                            .toList());
        }
        Module module = DjlRuntimeProvider.class.getModule();
        assumeTrue(module.isNamed(), "on the class path");
        assertEquals(
                List.of(provider),
                module.getDescriptor().provides().stream()
                        .filter(provides -> provides.service().equals(service))
                        .map(ModuleDescriptor.Provides::providers)
                        .toList());
    }

    @Test
    void namesItself() {
        assertEquals("djl", provider.id());
        assertEquals(DjlOptions.class, provider.optionsType());
    }

    @Test
    void cudaWithoutADeviceIsRefused() {
        Map<String, String> facts = provider.diagnose(CPU);
        assumeTrue("0".equals(facts.get("CUDA devices")), "this machine has a CUDA device");
        DjlOptions cuda = new DjlOptions(
                DjlOptions.DeviceChoice.CUDA,
                1,
                1024,
                1024,
                1 << 20,
                DjlOptions.Recompute.NONE,
                DjlOptions.DataTypeChoice.FLOAT32);
        InvalidOptionException e = assertThrows(InvalidOptionException.class, () -> provider.diagnose(cuda));
        assertTrue(String.valueOf(e.getMessage()).contains("device"), e.toString());
    }

    @Test
    void autoTakesWhatIsThere() {
        DjlOptions auto = OptionSchema.of(DjlOptions.class).defaults();
        Map<String, String> facts = provider.diagnose(auto);
        assertEquals("0".equals(facts.get("CUDA devices")) ? "CPU" : "CUDA device 0", facts.get("device"));
        assertTrue(String.valueOf(facts.get("natives")).startsWith("work"), facts.toString());
    }

    @Test
    void opensWhatItInitialised(@TempDir Path folder) throws IOException {
        provider.initialise(CPU, folder, new ModelShape(1, 8, 2, 1, 12, 16), "0123456789=", 1);
        PolicySpec spec = new PolicySpec(
                folder.toString(),
                OptionSchema.of(LossOptions.class).defaults(),
                OptionSchema.of(OptimizerOptions.class).defaults(),
                10);
        try (PolicyRuntime runtime = provider.open(CPU, spec)) {
            assertEquals(16, runtime.contextLength());
            // embedding, two norms and the final one, q and o, k and v, gate, up and down
            assertEquals(12 * 8 + 3 * 8 + 2 * 64 + 2 * 32 + 3 * 96, runtime.parameterCount());
            assertTrue(runtime.description().contains("CPU"), runtime.description());
            assertEquals(3, runtime.encodePrompt("1=2").length);
            assertEquals(3, runtime.encodeResponse("12").length);
        }
    }

    @Test
    void optionsAreCheckedTogether() {
        InvalidOptionException e = assertThrows(
                InvalidOptionException.class,
                () -> new DjlOptions(
                        DjlOptions.DeviceChoice.CPU,
                        -1,
                        0,
                        0,
                        0,
                        DjlOptions.Recompute.NONE,
                        DjlOptions.DataTypeChoice.FLOAT32));
        for (String key : new String[] {"threads", "generation-tokens", "micro-batch-tokens", "logit-elements"}) {
            assertTrue(String.valueOf(e.getMessage()).contains(key), e.toString());
        }
    }
}
