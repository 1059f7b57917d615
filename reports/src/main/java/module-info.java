/**
 * Runs, evaluations and ablations as one page that opens without a network, and a local page that follows running ones.
 *
 * <p>It reads the files of run folders and needs neither the trainer nor the strategies that made them.
 */
module org.rlvr4j.reports {
    requires static org.apiguardian.api;
    requires com.fasterxml.jackson.databind;
    requires jdk.httpserver;
    requires org.rlvr4j.api;
    requires org.rlvr4j.bbg;
    requires org.rlvr4j.estimators;

    exports org.rlvr4j.reports;
    exports org.rlvr4j.reports.page;
    exports org.rlvr4j.reports.ui;
}
