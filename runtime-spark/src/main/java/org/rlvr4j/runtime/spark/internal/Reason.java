package org.rlvr4j.runtime.spark.internal;

import org.jspecify.annotations.Nullable;

/** What an exception of Spark's or Hadoop's says, which often is in one that caused it. */
final class Reason {

    /** What Spark says of each answer that it waited for. */
    private static final String WAITED = "Exception thrown in awaitResult";

    private Reason() {}

    /**
     * Finds the first line that says something, and that of the first cause where it says more.
     *
     * @param thrown the exception
     */
    static String of(Throwable thrown) {
        String outer = null;
        Throwable root = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            outer = outer == null ? line(cause) : outer;
            root = cause;
        }
        if (outer == null) {
            return root.getClass().getName();
        }
        String inner = line(root);
        return inner == null || outer.contains(inner) ? outer : outer + " (" + inner + ")";
    }

    private static @Nullable String line(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() || message.startsWith(WAITED)
                ? null
                // Kubernetes' client says it twice
                : message.strip().lines().findFirst().orElse("").replaceFirst(" Received status: .*", "");
    }
}
