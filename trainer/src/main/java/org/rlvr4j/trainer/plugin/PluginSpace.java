package org.rlvr4j.trainer.plugin;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the classes of one plugin live: a module layer or a class loader of its own. */
final class PluginSpace {

    private final Plugin.Mode mode;
    private final @Nullable ModuleLayer layer;
    private final ClassLoader loader;

    private PluginSpace(Plugin.Mode mode, @Nullable ModuleLayer layer, ClassLoader loader) {
        this.mode = mode;
        this.layer = layer;
        this.loader = loader;
    }

    /**
     * Opens the space. A plugin with a module that provides strategies gets a layer, provided that the program itself is made
     * of modules; any other gets a class loader, and so does one whose libraries a layer cannot hold beside the program's.
     */
    static PluginSpace open(String name, PluginJars jars) throws PluginException {
        ModuleLayer program = PluginSpace.class.getModule().getLayer();
        Set<String> providing =
                jars.providing().stream().map(ModuleDescriptor::name).collect(Collectors.toSet());
        if (program == null || providing.isEmpty()) {
            return classes(name, jars.jars());
        }
        try {
            return modules(program, jars.jars(), providing);
        } catch (ResolutionException e) {
            // a library without a descriptor reads every module of the program, so it cannot have the name of one or
            // share a
            // package with one; a class loader keeps both apart
            if (jars.hasServiceFiles()) {
                return classes(name, jars.jars());
            }
            throw new PluginException(
                    "its modules do not fit together, and without META-INF/services it cannot be loaded"
                            + " as classes either: " + e.getMessage());
        }
    }

    private static PluginSpace classes(String name, List<Path> jars) throws PluginException {
        try {
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = jars.get(i).toUri().toURL();
            }
            return new PluginSpace(
                    Plugin.Mode.CLASS_PATH,
                    null,
                    new PluginClassLoader(name, urls, PluginSpace.class.getClassLoader()));
        } catch (MalformedURLException e) {
            throw new PluginException("its path cannot be written as a URL: " + e.getMessage());
        }
    }

    private static PluginSpace modules(ModuleLayer program, List<Path> jars, Set<String> roots) throws PluginException {
        try {
            // its own modules come before the program's of the same name
            Configuration configuration = program.configuration()
                    .resolveAndBind(ModuleFinder.of(jars.toArray(Path[]::new)), ModuleFinder.of(), roots);
            ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                            configuration, List.of(program), ClassLoader.getPlatformClassLoader())
                    .layer();
            // all its modules have the same
            return new PluginSpace(
                    Plugin.Mode.MODULE_PATH,
                    layer,
                    layer.findLoader(roots.iterator().next()));
        } catch (FindException | LayerInstantiationException e) {
            throw new PluginException("its modules do not fit together: " + e.getMessage());
        }
    }

    Plugin.Mode mode() {
        return mode;
    }

    /** The class loader of the plugin's own classes. */
    ClassLoader loader() {
        return loader;
    }

    /**
     * Makes the providers of one service that are this plugin's own.
     *
     * @throws java.util.ServiceConfigurationError if one cannot be made
     */
    <S> List<S> providers(Class<S> service) {
        ServiceLoader<S> all = layer == null ? ServiceLoader.load(service, loader) : ServiceLoader.load(layer, service);
        return all.stream()
                .filter(provider -> isOwn(provider.type()))
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private boolean isOwn(Class<?> type) {
        return layer == null
                ? type.getClassLoader() == loader
                : type.getModule().getLayer() == layer;
    }

    /** Names of its modules, as stack traces write them. */
    Set<String> moduleNames() {
        return layer == null
                ? Set.of()
                : layer.modules().stream().map(Module::getName).collect(Collectors.toSet());
    }
}
