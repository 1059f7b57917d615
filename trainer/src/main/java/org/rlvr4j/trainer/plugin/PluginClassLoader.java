package org.rlvr4j.trainer.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;

/**
 * Loads a plugin's own classes before those of the program, so that its version of a library is the one that it sees. Only
 * the JDK and the API, whose types both sides share, always come from the program.
 */
final class PluginClassLoader extends URLClassLoader {

    private static final String[] SHARED = {"org.rlvr4j.api.", "org.jspecify.annotations."};
    private static final String SERVICES = "META-INF/services/org.rlvr4j.api.";

    private final ClassLoader program;

    PluginClassLoader(String name, URL[] jars, ClassLoader program) {
        super(nameOf(name), jars, program);
        this.program = program;
    }

    /** The loader's name, by which stack traces tell whose code threw. */
    static String nameOf(String plugin) {
        return "plugin " + plugin;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = findLoadedClass(name);
            if (type == null) {
                type = find(name);
            }
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        for (String shared : SHARED) {
            if (name.startsWith(shared)) {
                return program.loadClass(name);
            }
        }
        try {
            return getPlatformClassLoader().loadClass(name);
        } catch (ClassNotFoundException notOfTheJdk) {
            try {
                return findClass(name);
            } catch (ClassNotFoundException notOfThePlugin) {
                return program.loadClass(name);
            }
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    /** The program's own providers are not this plugin's. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith(SERVICES) ? findResources(name) : super.getResources(name);
    }
}
