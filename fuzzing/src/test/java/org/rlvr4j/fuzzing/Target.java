package org.rlvr4j.fuzzing;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Locale;
import org.rlvr4j.data.internal.parquet.ParquetTarget;
import org.rlvr4j.data.row.JsonRowsTarget;
import org.rlvr4j.runtime.endpoint.internal.EndpointAnswerTarget;
import org.rlvr4j.runtime.gpu.internal.ModelConfigTarget;
import org.rlvr4j.runtime.gpu.internal.gguf.GgufTarget;
import org.rlvr4j.runtime.gpu.internal.jinja.ChatTemplateTarget;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsTarget;
import org.rlvr4j.runtime.gpu.internal.text.TokenizerFileTarget;
import org.rlvr4j.trainer.config.RecipeTarget;
import org.rlvr4j.trainer.run.CheckpointTarget;
import org.rlvr4j.verifiers.math.MathAnswerTarget;
import org.rlvr4j.verifiers.math.countdown.CountdownTarget;

/** What is fuzzed. */
enum Target {
    COUNTDOWN(CountdownTarget.class),
    MATH_ANSWER(MathAnswerTarget.class),
    RECIPE(RecipeTarget.class),
    SAFETENSORS(SafetensorsTarget.class),
    GGUF(GgufTarget.class),
    TOKENIZER_FILE(TokenizerFileTarget.class),
    MODEL_CONFIG(ModelConfigTarget.class),
    CHAT_TEMPLATE(ChatTemplateTarget.class),
    JSON_ROWS(JsonRowsTarget.class),
    PARQUET(ParquetTarget.class),
    CHECKPOINT(CheckpointTarget.class),
    ENDPOINT_ANSWER(EndpointAnswerTarget.class);

    private final Class<?> type;

    Target(Class<?> type) {
        this.type = type;
    }

    Class<?> type() {
        return type;
    }

    /** Such as {@code math-answer}: its corpus and its dictionary are called so. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The inputs that are committed. */
    Path corpus() {
        return Path.of("src", "test", "resources", "corpus", id()).toAbsolutePath();
    }

    /** Runs one input, as the fuzzer does. */
    void run(byte[] input) throws Throwable {
        try {
            type.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) input);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
