package org.rlvr4j.reports.page;

import java.util.List;

/**
 * A part of a report.
 *
 * @param id its name: lower-case letters, digits and hyphens
 * @param title its heading
 * @param panels what it shows
 * @param absent a sentence for each thing that is left out for want of data
 */
public record Tab(String id, String title, List<Panel> panels, List<String> absent) {}
