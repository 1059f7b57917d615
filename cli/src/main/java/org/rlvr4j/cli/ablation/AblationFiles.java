package org.rlvr4j.cli.ablation;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rlvr4j.trainer.run.RunFolder;

/** Writes what an ablation found beside its runs. */
public final class AblationFiles {

    /** The file of numbers. */
    public static final String JSON = "ablation.json";

    /** The file for people. */
    public static final String MARKDOWN = "ablation.md";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private AblationFiles() {}

    /**
     * Analyses and writes both files, each whole or not at all.
     *
     * @param data what the runs gave
     * @param folder the ablation's folder
     * @return the gist, for a terminal
     * @throws IOException if a file cannot be written
     */
    public static String write(AblationData data, Path folder) throws IOException {
        AblationReport report = AblationAnalysis.of(data);
        AblationText text = new AblationText(report);
        RunFolder.writeWhole(folder.resolve(JSON), MAPPER.writeValueAsBytes(report));
        RunFolder.writeWhole(folder.resolve(MARKDOWN), text.markdown().getBytes(StandardCharsets.UTF_8));
        return text.terminal();
    }
}
