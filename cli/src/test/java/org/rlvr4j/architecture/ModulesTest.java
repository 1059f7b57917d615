package org.rlvr4j.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every module of the project declares, on the module path and on the class path. */
class ModulesTest {

    private static final String GOLDEN = "modules.txt";
    private static final String SERVICES = "META-INF/services/";

    /** The project's modules by name. */
    private static SortedMap<String, ModuleReference> modules() {
        SortedMap<String, ModuleReference> modules = new TreeMap<>();
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .filter(entry -> entry.contains("rlvr4j") || entry.endsWith("classes"))
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
                .filter(module -> module.descriptor().name().startsWith("org.rlvr4j."))
                .forEach(module -> modules.put(module.descriptor().name(), module));
        return modules;
    }

    /**
     * A changed descriptor changes what others may rely on: look at the difference, and if it is meant, copy what the failure
     * shows into src/test/resources/org/rlvr4j/architecture/modules.txt.
     */
    @Test
    void descriptorsAreTheGoldenOnes() throws IOException {
        String actual = modules().values().stream().map(ModulesTest::describe).collect(Collectors.joining("\n"));
        assertEquals(golden(), actual);
    }

    /** The packages that some module exports to all. */
    static String[] exportedPackages() {
        return modules().values().stream()
                .flatMap(module -> module.descriptor().exports().stream())
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .toArray(String[]::new);
    }

    private static String golden() throws IOException {
        try (InputStream in = ModulesTest.class.getResourceAsStream(GOLDEN)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String describe(ModuleReference reference) {
        ModuleDescriptor module = reference.descriptor();
        List<String> lines = new ArrayList<>();
        module.requires().stream()
                .filter(required -> !required.name().equals("java.base"))
                .forEach(required -> lines.add("requires "
                        + required.modifiers().stream()
                                .map(modifier -> modifier + " ")
                                .sorted()
                                .collect(Collectors.joining())
                                .toLowerCase(java.util.Locale.ROOT)
                        + required.name()));
        module.exports().forEach(exported -> lines.add("exports " + exported.source() + to(exported.targets())));
        module.opens().forEach(opened -> lines.add("opens " + opened.source() + to(opened.targets())));
        module.uses().forEach(used -> lines.add("uses " + used));
        module.provides()
                .forEach(provided ->
                        provided.providers().forEach(by -> lines.add("provides " + provided.service() + " by " + by)));
        return "module " + module.name() + "\n"
                + lines.stream().sorted().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }

    private static String to(Set<String> targets) {
        return targets.isEmpty() ? "" : " to " + String.join(", ", new TreeSet<>(targets));
    }

    @Test
    void theClassPathFindsTheSameServicesInTheSameOrder() throws IOException {
        SortedMap<String, ModuleReference> modules = modules();
        assertFalse(modules.isEmpty());
        for (ModuleReference module : modules.values()) {
            Map<String, List<String>> provided = module.descriptor().provides().stream()
                    .collect(Collectors.toMap(
                            ModuleDescriptor.Provides::service,
                            ModuleDescriptor.Provides::providers,
                            (a, b) -> a,
                            TreeMap::new));
            assertEquals(provided, serviceFiles(module), module.descriptor().name());
        }
    }

    private static Map<String, List<String>> serviceFiles(ModuleReference module) throws IOException {
        Map<String, List<String>> services = new TreeMap<>();
        try (ModuleReader reader = module.open();
                Stream<String> names = reader.list()) {
            for (String name : names.filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .toList()) {
                try (InputStream in = reader.open(name).orElseThrow()) {
                    services.put(
                            name.substring(SERVICES.length()),
                            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .map(line -> line.replaceAll("#.*", "").strip())
                                    .filter(line -> !line.isEmpty())
                                    .toList());
                }
            }
        }
        return services;
    }
}
