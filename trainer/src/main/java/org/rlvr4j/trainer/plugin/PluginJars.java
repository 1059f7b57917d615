package org.rlvr4j.trainer.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.rlvr4j.api.spi.ApiVersion;

/**
 * What is written in the jars of one plugin, read without running any of it.
 *
 * @param jars the jars to load, without copies of the API
 * @param modules descriptors of those that have one
 * @param version what the plugin calls its version
 * @param api versions of the API that the jars say they were built against
 */
record PluginJars(List<Path> jars, List<ModuleDescriptor> modules, String version, List<String> api) {

    static final String API_MODULE = "org.rlvr4j.api";

    private static final String SPI = API_MODULE + ".spi.";
    private static final String API_MARK = "org/rlvr4j/api/spi/StrategyProvider.class";
    private static final int LONGEST_VERSION = 100;
    private static final long LARGEST_DESCRIPTOR = 1 << 20;

    static PluginJars read(PluginFolder.Candidate candidate) throws IOException, PluginException {
        List<Path> jars = new ArrayList<>();
        List<ModuleDescriptor> modules = new ArrayList<>();
        List<String> api = new ArrayList<>();
        Optional<String> version = Optional.empty();
        for (Path path : candidate.jars()) {
            try (JarFile jar = new JarFile(path.toFile(), false, JarFile.OPEN_READ, JarFile.runtimeVersion())) {
                if (jar.getEntry(API_MARK) != null) {
                    if (candidate.jars().size() == 1) {
                        throw new PluginException(
                                "it holds a copy of the API (org.rlvr4j.api), whose types would not be"
                                        + " those of the program; leave the API out of the jar (Maven scope provided)");
                    }
                    // a library folder made by a build tool; the program's own API is used
                    continue;
                }
                jars.add(path);
                Optional<ModuleDescriptor> descriptor = descriptor(jar);
                descriptor.ifPresent(modules::add);
                Optional<Attributes> manifest =
                        Optional.ofNullable(jar.getManifest()).map(Manifest::getMainAttributes);
                manifest.map(attributes -> attributes.getValue(ApiVersion.ATTRIBUTE))
                        .ifPresent(api::add);
                descriptor.flatMap(PluginJars::compiledAgainst).ifPresent(api::add);
                if (registers(jar, descriptor) && version.isEmpty()) {
                    version = descriptor
                            .flatMap(ModuleDescriptor::rawVersion)
                            .or(() -> manifest.map(
                                    attributes -> attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION)));
                }
            } catch (ZipException e) {
                throw new PluginException(path.getFileName() + " is no jar, or a damaged one: " + e.getMessage());
            }
        }
        if (jars.isEmpty()) {
            throw new PluginException("the folder holds no jar of its own");
        }
        String written = version.orElse("unknown");
        return new PluginJars(
                List.copyOf(jars),
                List.copyOf(modules),
                written.substring(0, Math.min(written.length(), LONGEST_VERSION)),
                List.copyOf(api));
    }

    private static Optional<ModuleDescriptor> descriptor(JarFile jar) throws IOException, PluginException {
        JarEntry entry = jar.getJarEntry("module-info.class");
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.getSize() > LARGEST_DESCRIPTOR) {
            throw new PluginException("its module descriptor has " + entry.getSize() + " bytes");
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return Optional.of(ModuleDescriptor.read(in));
        } catch (java.lang.module.InvalidModuleDescriptorException e) {
            throw new PluginException("its module descriptor cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> compiledAgainst(ModuleDescriptor module) {
        return module.requires().stream()
                .filter(required -> required.name().equals(API_MODULE))
                .findFirst()
                .flatMap(ModuleDescriptor.Requires::rawCompiledVersion);
    }

    private static boolean registers(JarFile jar, Optional<ModuleDescriptor> descriptor) {
        return descriptor.stream()
                        .flatMap(module -> module.provides().stream())
                        .anyMatch(provides -> provides.service().startsWith(SPI))
                || jar.stream().anyMatch(entry -> entry.getName().startsWith("META-INF/services/" + SPI));
    }

    /** The modules that provide strategies. */
    List<ModuleDescriptor> providing() {
        return modules.stream()
                .filter(module -> module.provides().stream()
                        .anyMatch(provides -> provides.service().startsWith(SPI)))
                .toList();
    }

    /** Refuses a plugin that says it was built against an API that this one does not serve. */
    void checkApi(ApiVersion current) throws PluginException {
        for (String text : api) {
            ApiVersion builtAgainst;
            try {
                builtAgainst = ApiVersion.parse(text);
            } catch (IllegalArgumentException e) {
                throw new PluginException(
                        "it says that it was built against an API version that is none: " + e.getMessage());
            }
            if (!current.supports(builtAgainst)) {
                throw new PluginException("it was built against version " + text + " of the API, and this is "
                        + current.text() + "; it needs a plugin built for " + current.major() + "." + current.minor());
            }
        }
    }

    /** The hash of a jar; of a folder, that of the names and hashes of its jars. */
    static String sha256(PluginFolder.Candidate candidate) throws IOException {
        if (candidate.jars().size() == 1 && candidate.jars().get(0).equals(candidate.path())) {
            return hash(candidate.path());
        }
        MessageDigest digest = digest();
        for (Path jar : candidate.jars()) {
            digest.update((jar.getFileName() + " " + hash(jar) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
