package org.rlvr4j.reports.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rlvr4j.bbg.BoundaryUtility;

/**
 * A run's {@code recipe.conf}: its text, and the plain values of its sections. It is read line by line as runs write it; who
 * changed its layout by hand loses the values and keeps the text.
 *
 * @param text the file
 * @param values by {@code section.key}
 */
record ResolvedRecipe(String text, Map<String, String> values) {

    private static final int MOST_CHARACTERS = 200_000;
    private static final long MOST_BYTES = 16L << 20;
    private static final int DEFAULT_K = 16;
    private static final double DEFAULT_THRESHOLD = 0.01;

    static Optional<ResolvedRecipe> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Map<String, String> values = new TreeMap<>();
        String section = "";
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            boolean inner = line.startsWith("    ");
            if (line.endsWith("{") && !inner) {
                section = line.substring(0, line.length() - 1).strip() + ".";
            } else if (line.equals("}")) {
                section = "";
            } else if (equals > 0 && !line.startsWith("     ")) {
                String value = line.substring(equals + 1).strip();
                values.put(section + line.substring(0, equals).strip(), value.replace("\"", ""));
            }
        }
        return Optional.of(new ResolvedRecipe(RolloutFiles.bounded(text, MOST_CHARACTERS), values));
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** What counts as saturated: by the gate's own K and τ where it has them, by the paper's where it has none. */
    static Saturation saturation(Optional<ResolvedRecipe> recipe) {
        double k = number(recipe, "gate.reference-k", DEFAULT_K);
        double threshold = number(recipe, "gate.threshold", DEFAULT_THRESHOLD);
        boolean share = recipe.flatMap(found -> found.value("gate.convention"))
                .orElse("share")
                .equals("share");
        return new Saturation(
                new BoundaryUtility((int) Math.max(1, Math.min(k, 1_000_000))), share ? threshold : DEFAULT_THRESHOLD);
    }

    private static double number(Optional<ResolvedRecipe> recipe, String key, double otherwise) {
        try {
            return recipe.flatMap(found -> found.value(key))
                    .map(Double::parseDouble)
                    .orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
