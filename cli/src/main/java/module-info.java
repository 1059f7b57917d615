/** The {@code rlvr4j} command. */
module org.rlvr4j.cli {
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.management;
    requires jdk.management;
    requires me.tongfei.progressbar;
    requires org.rlvr4j.bbg;
    requires org.rlvr4j.data;
    requires org.rlvr4j.estimators;
    requires org.rlvr4j.evaluation;
    requires org.rlvr4j.reports;
    requires org.rlvr4j.runtime.endpoint;
    requires org.rlvr4j.runtime.gpu;
    requires org.rlvr4j.trainer;
    requires org.rlvr4j.verifiers.code;
    requires org.rlvr4j.verifiers.math;

    // picocli sets the fields of commands, Jackson writes the components of what data check found
    opens org.rlvr4j.cli to
            com.fasterxml.jackson.databind,
            info.picocli;
    // Jackson writes the components of the report's records
    opens org.rlvr4j.cli.ablation to
            com.fasterxml.jackson.databind;
}
