/** The local page that lists runs and follows them. */
@NullMarked
package org.rlvr4j.reports.ui;

import org.jspecify.annotations.NullMarked;
