package org.rlvr4j.trackers.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.rlvr4j.api.run.TrackedRun;
import org.rlvr4j.trackers.MlflowOptions;

/**
 * Sends a run's values to an MLflow server through its Java client. The server's id of the run is kept in the run's folder, so
 * that a resumed run goes on under it; steps that the server has already are not sent again.
 */
final class MlflowSink implements Sink {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_OF_A_CALL = 800;
    private static final int MOST_PARAMETERS_OF_A_CALL = 80;
    private static final int MOST_PARAMETER_CHARACTERS = 500;

    private final MlflowOptions options;
    private final TrackedRun run;
    private final Path memory;
    private final Map<String, Long> sent = new HashMap<>();
    private @Nullable MlflowClient client;
    private String id = "";

    MlflowSink(MlflowOptions options, TrackedRun run) {
        this.options = options;
        this.run = run;
        this.memory = run.folder().resolve("mlflow.json");
    }

    @Override
    public void open(long completed) throws IOException {
        MlflowClient opened = client == null ? new MlflowClient(options.uri()) : client;
        client = opened;
        try {
            Optional<String> known = completed > 0 ? remembered() : Optional.empty();
            if (known.isPresent()) {
                id = known.get();
                resume(opened);
            } else if (id.isEmpty()) {
                id = create(opened);
                Files.writeString(
                        memory,
                        JSON.createObjectNode()
                                .put("uri", options.uri())
                                .put("run", id)
                                .toString());
                parameters(opened);
            }
        } catch (MlflowClientException e) {
            throw failure(e);
        }
    }

    private Optional<String> remembered() throws IOException {
        if (!Files.isRegularFile(memory)) {
            return Optional.empty();
        }
        JsonNode kept = JSON.readTree(memory.toFile());
        return kept.path("uri").asText().equals(options.uri())
                ? Optional.of(kept.path("run").asText()).filter(run -> !run.isEmpty())
                : Optional.empty();
    }

    private void resume(MlflowClient opened) {
        opened.setTag(id, "rlvr4j.resumed", "true");
        opened.getRun(id).getData().getMetricsList().forEach(metric -> sent.put(metric.getKey(), metric.getStep()));
    }

    private String create(MlflowClient opened) {
        Optional<Experiment> experiment = opened.getExperimentByName(options.experiment());
        String experimentId = experiment.isPresent()
                ? experiment.get().getExperimentId()
                : opened.createExperiment(options.experiment());
        return opened.createRun(CreateRun.newBuilder()
                        .setExperimentId(experimentId)
                        .setStartTime(System.currentTimeMillis())
                        .setRunName(run.name())
                        .addTags(RunTag.newBuilder().setKey("mlflow.runName").setValue(run.name()))
                        .addTags(
                                RunTag.newBuilder().setKey("mlflow.source.name").setValue("rlvr4j"))
                        .build())
                .getRunId();
    }

    private void parameters(MlflowClient opened) {
        List<Param> all = new ArrayList<>();
        run.parameters().forEach((key, value) -> {
            String bounded =
                    value.length() > MOST_PARAMETER_CHARACTERS ? value.substring(0, MOST_PARAMETER_CHARACTERS) : value;
            all.add(Param.newBuilder().setKey(key).setValue(bounded).build());
        });
        for (int from = 0; from < all.size(); from += MOST_PARAMETERS_OF_A_CALL) {
            opened.logBatch(
                    id,
                    List.of(),
                    all.subList(from, Math.min(all.size(), from + MOST_PARAMETERS_OF_A_CALL)),
                    List.of());
        }
    }

    @Override
    public void send(List<Values> values) throws IOException {
        List<Metric> metrics = new ArrayList<>();
        for (Values step : values) {
            step.byName().forEach((name, value) -> {
                if (step.step() > sent.getOrDefault(name, -1L)) {
                    metrics.add(Metric.newBuilder()
                            .setKey(name)
                            .setValue(value)
                            .setStep(step.step())
                            .setTimestamp(step.millis())
                            .build());
                }
            });
        }
        for (int from = 0; from < metrics.size(); from += MOST_OF_A_CALL) {
            List<Metric> part = metrics.subList(from, Math.min(metrics.size(), from + MOST_OF_A_CALL));
            try {
                opened().logBatch(id, part, List.of(), List.of());
            } catch (MlflowClientException e) {
                throw failure(e);
            }
            // what arrived is not repeated where a later part fails
            part.forEach(metric -> sent.merge(metric.getKey(), metric.getStep(), Math::max));
        }
    }

    private MlflowClient opened() throws IOException {
        if (client == null) {
            throw new IOException("not connected");
        }
        return client;
    }

    @Override
    public void close(boolean finished) throws IOException {
        try (MlflowClient closing = opened()) {
            closing.setTerminated(id, finished ? RunStatus.FINISHED : RunStatus.KILLED);
        } catch (MlflowClientException e) {
            throw failure(e);
        }
    }

    private static IOException failure(MlflowClientException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new IOException(message.length() > 300 ? message.substring(0, 300) + " …" : message, e);
    }
}
