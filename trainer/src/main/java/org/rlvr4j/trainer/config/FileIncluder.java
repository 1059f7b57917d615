package org.rlvr4j.trainer.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.net.URL;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a recipe include files that lie beside it and nothing else: a recipe reads no network and no class path, and a
 * missing include is a mistake, not an empty section.
 */
final class FileIncluder implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    private static final Pattern URL_LIKE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        if (URL_LIKE.matcher(what).matches()) {
            throw refused(what);
        }
        @Nullable ConfigParseable file = context.relativeTo(what);
        if (file == null) {
            throw new ConfigException.Generic("include \"" + what + "\": only a recipe file can include others");
        }
        return file.parse(file.options().setAllowMissing(false));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw refused(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw refused(what);
    }

    private static ConfigException refused(String what) {
        return new ConfigException.Generic(
                "include \"" + what + "\": a recipe includes only files, named relative to it");
    }
}
