package org.rlvr4j.cli;

import java.util.SortedMap;
import java.util.TreeMap;
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

    /** The version, and the commit where the launcher says which. */
    static SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("rlvr4j", number());
        String commit = System.getProperty("rlvr4j.commit", "");
        if (!commit.isEmpty()) {
            facts.put("commit", commit);
        }
        return facts;
    }
}
