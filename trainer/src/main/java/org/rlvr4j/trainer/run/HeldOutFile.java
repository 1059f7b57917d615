package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.rlvr4j.api.Problem;

/** What a run's evaluations are of: {@code held-out.jsonl}, id and prompt of each problem. */
public final class HeldOutFile {

    private HeldOutFile() {}

    /**
     * Writes the problems of a run's evaluations, replacing an earlier file.
     *
     * @param folder the run's folder
     * @param problems the problems, in order
     * @throws IOException if the file cannot be written
     */
    public static void write(RunFolder folder, List<Problem> problems) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Problem problem : problems) {
            ObjectNode line = Json.MAPPER.createObjectNode();
            line.put("id", problem.id());
            line.put("prompt", problem.prompt());
            lines.write(Json.MAPPER.writeValueAsBytes(line));
            lines.write('\n');
        }
        RunFolder.writeWhole(folder.path().resolve("held-out.jsonl"), lines.toByteArray());
    }
}
