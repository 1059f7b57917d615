package org.rlvr4j.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whose project it is and where it lives is said once; the bill of materials, which has no parent, says the same. */
class PublicationTest {

    private static final Pattern PROPERTY = Pattern.compile("<(publication\\.[a-z]+)>([^<]*)</");
    private static final Pattern ADDRESS = Pattern.compile("<(?:url|connection|developerConnection)>([^<]*)<");

    private static String pom(String path) throws IOException {
        return Files.readString(Path.of("..").resolve(path));
    }

    private static Map<String, String> properties(String pom) {
        Map<String, String> properties = new TreeMap<>();
        Matcher found = PROPERTY.matcher(pom);
        while (found.find()) {
            properties.put(found.group(1), found.group(2));
        }
        return properties;
    }

    @Test
    void theBillOfMaterialsSaysTheSame() throws IOException {
        Map<String, String> properties = properties(pom("pom.xml"));
        assertEquals(5, properties.size(), properties::toString);
        assertEquals(properties, properties(pom("bom/pom.xml")));
    }

    @Test
    void noAddressIsWrittenOut() throws IOException {
        for (String path : new String[] {"pom.xml", "bom/pom.xml"}) {
            Matcher addresses = ADDRESS.matcher(pom(path));
            int found = 0;
            while (addresses.find()) {
                String address = addresses.group(1);
                found++;
                assertTrue(
                        address.startsWith("https://www.apache.org/") || address.contains("${publication."), address);
            }
            assertEquals(6, found, path);
            assertFalse(pom(path).contains("github.com/"), path);
        }
    }
}
