package org.rlvr4j.reports.page;

import java.util.List;

/**
 * The content of a report, or of a live view of a run.
 *
 * @param title what it is of, such as the run's name
 * @param kind the word for it: run, evaluation, ablation, demo
 * @param headline what happened, in a line
 * @param lede what happened, in a few sentences
 * @param figures the numbers that stand out
 * @param tabs its parts
 */
public record Page(
        String title, String kind, String headline, List<String> lede, List<Figure> figures, List<Tab> tabs) {}
