package org.rlvr4j.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which version this is. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"rlvr4j " + number() + ", Java " + Runtime.version()};
    }

    static String number() {
        String version = Version.class.getModule().getDescriptor() == null
                ? null
                : Version.class.getModule().getDescriptor().rawVersion().orElse(null);
        if (version == null) {
            version = Version.class.getPackage().getImplementationVersion();
        }
        return version == null ? "development" : version;
    }
}
