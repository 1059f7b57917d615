package org.rlvr4j.trainer.plugin;

/** A plugin cannot be used; the message says why. */
final class PluginException extends Exception {

    private static final long serialVersionUID = 1L;

    PluginException(String message) {
        super(message);
    }
}
