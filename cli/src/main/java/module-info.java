/** The {@code rlvr4j} command. */
module org.rlvr4j.cli {
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.management;
    requires jdk.management;
    requires me.tongfei.progressbar;
    requires org.rlvr4j.estimators;
    requires org.rlvr4j.reports;
    requires org.rlvr4j.trainer;

    // picocli sets the fields of commands
    opens org.rlvr4j.cli to
            info.picocli;
}
