package org.rlvr4j.runtime.gpu.internal.text;

/** Keeps DJL away from the network: its native libraries come with the class path, and it would report home. */
public final class Offline {

    private static final String PROPERTY = "ai.djl.offline";

    private Offline() {}

    /** Takes DJL offline, unless the user has said otherwise; before its first use in the process. */
    public static void require() {
        System.setProperty(PROPERTY, System.getProperty(PROPERTY, "true"));
    }
}
