package org.rlvr4j.trainer.config;

import java.util.List;

/**
 * Changes since a run was started under which it may go on though they may change what comes of it.
 *
 * @param all whether every change is accepted
 * @param keys keys of the recipe or the manifest, or sections, whose changes are accepted
 */
public record AcceptedChanges(boolean all, List<String> keys) {

    /** Copies. */
    public AcceptedChanges {
        keys = List.copyOf(keys);
    }

    /** Accepts none. */
    public static final AcceptedChanges NONE = new AcceptedChanges(false, List.of());

    /** Accepts every change. */
    public static final AcceptedChanges ALL = new AcceptedChanges(true, List.of());

    /**
     * Tells whether a change is accepted.
     *
     * @param key the changed key
     * @return whether the key or a section that it is in is among the keys
     */
    boolean accept(String key) {
        return all || keys.stream().anyMatch(accepted -> key.equals(accepted) || key.startsWith(accepted + "."));
    }
}
