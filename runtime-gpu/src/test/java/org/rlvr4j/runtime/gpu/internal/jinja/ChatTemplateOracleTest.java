package org.rlvr4j.runtime.gpu.internal.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Templates give what transformers gives: see src/test/python/chat_template_oracle.py. */
class ChatTemplateOracleTest {

    private static final String TEMPLATES = "rlvr4j.chat.templates";
    private static final String EXPECTED = "rlvr4j.chat.expected";

    @Test
    void shippedTemplates() throws IOException, URISyntaxException {
        URL expected = ChatTemplateOracleTest.class.getResource("/chat/expected.json");
        assertTrue(expected != null);
        Path file = Path.of(expected.toURI());
        assertTrue(compare(file.resolveSibling(""), file) > 0);
    }

    @Test
    void templatesOfModelFamilies() throws IOException {
        String folder = System.getProperty(TEMPLATES, "");
        assumeTrue(
                !folder.isEmpty(),
                "SKIPPED: the templates of model families are not in this repository; src/test/python/chat_template_oracle.py"
                        + " says how to get them; name them by -D" + TEMPLATES + " and -D" + EXPECTED);
        int compared = compare(Path.of(folder), Path.of(System.getProperty(EXPECTED, "")));
        assertTrue(compared > 100, compared + " cases");
    }

    private static int compare(Path folder, Path expected) throws IOException {
        int compared = 0;
        for (JsonNode oracle : new ObjectMapper().readTree(expected.toFile())) {
            String name = oracle.path("template").asText();
            String source = Files.readString(folder.resolve(name));
            String about = name + ", " + oracle.path("case").asText();
            if (oracle.has("error")) {
                assertThrows(TemplateException.class, () -> render(source, oracle.path("values")), about);
            } else {
                assertEquals(oracle.path("expected").asText(), render(source, oracle.path("values")), about);
            }
            compared++;
        }
        return compared;
    }

    private static String render(String source, JsonNode values) {
        Map<String, Object> all = new LinkedHashMap<>();
        values.properties().forEach(field -> all.put(field.getKey(), value(field.getValue())));
        return Template.parse(source).render(all, Map.of("raise_exception", message -> {
            throw new TemplateException(message);
        }));
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        if (node.isNull()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
        }
        return node.asText();
    }
}
