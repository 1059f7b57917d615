package org.rlvr4j.testkit;

import java.util.List;
import org.rlvr4j.api.learning.ImportanceReport;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;

/** What steps report. */
final class SampleReports {

    private SampleReports() {}

    static BatchReport batch() {
        return new BatchReport(1, 2, 2, 2, 16, 4, 0, 0, 5, 0.25, 0.125, List.of());
    }

    /** As after a step that met NaN. */
    static StepReport notFinite() {
        return new StepReport(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                0,
                Double.NaN,
                0,
                Double.NEGATIVE_INFINITY,
                1e-4,
                8,
                100,
                0.5,
                ImportanceReport.NOT_MEASURED);
    }
}
