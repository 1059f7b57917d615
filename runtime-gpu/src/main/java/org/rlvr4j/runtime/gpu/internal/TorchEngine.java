package org.rlvr4j.runtime.gpu.internal;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.internal.text.Offline;

/** PyTorch through DJL, with the device and the threads that were asked for. */
public final class TorchEngine {

    private static final String THREADS = "ai.djl.pytorch.num_threads";

    private final Engine engine;
    private final Device device;

    private TorchEngine(Engine engine, Device device) {
        this.engine = engine;
        this.device = device;
    }

    /** Starts the engine, or takes the running one; its number of threads is fixed by the first start in a process. */
    static synchronized TorchEngine start(DjlOptions options) {
        int threads =
                options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
        if (System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, Integer.toString(threads));
        }
        Offline.require();
        Engine engine = load();
        boolean cuda = engine.getGpuCount() > 0;
        Device device = switch (options.device()) {
            case AUTO -> cuda ? Device.gpu() : Device.cpu();
            case CPU -> Device.cpu();
            case CUDA -> {
                if (!cuda) {
                    throw new InvalidOptionException(
                            "device", "cuda was asked for, but the engine finds no CUDA device; use auto or cpu");
                }
                yield Device.gpu();
            }
        };
        return new TorchEngine(engine, device);
    }

    /** DJL unpacks its natives first, and does not say where it could not. */
    private static Engine load() {
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new UncheckedIOException(
                        "the engine cannot be started: " + e.getMessage() + ": " + cause.getMessage()
                                + "; its files are in " + Utils.getEngineCacheDir()
                                + " (the environment variable DJL_CACHE_DIR names another folder)",
                        cause);
            }
            throw e;
        }
    }

    Engine engine() {
        return engine;
    }

    NDManager newManager() {
        return NDManager.newBaseManager(device, "PyTorch");
    }

    String description() {
        return versionAndDevice() + ", " + System.getProperty(THREADS) + " thread(s)";
    }

    String versionAndDevice() {
        return "PyTorch " + engine.getVersion() + " on " + (device.isGpu() ? "CUDA device 0" : "the CPU");
    }

    /**
     * Tells what this machine offers.
     *
     * @param options where to run
     * @return facts by name
     */
    public static SortedMap<String, String> diagnose(DjlOptions options) {
        TorchEngine torch = start(options);
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("engine", "PyTorch " + torch.engine.getVersion() + " through DJL " + Engine.getDjlVersion());
        facts.put("device", torch.device.isGpu() ? "CUDA device 0" : "CPU");
        facts.put("CUDA devices", Integer.toString(torch.engine.getGpuCount()));
        facts.put("engine threads", System.getProperty(THREADS));
        try (NDManager manager = torch.newManager()) {
            float sum = manager.ones(new ai.djl.ndarray.types.Shape(2, 3)).sum().toFloatArray()[0];
            facts.put("natives", sum == 6 ? "work (a sum was computed)" : "are broken (1+1+1+1+1+1 gave " + sum + ")");
        }
        return facts;
    }
}
