/** The content of a report, apart from its looks. */
@NullMarked
package org.rlvr4j.reports.page;

import org.jspecify.annotations.NullMarked;
