/** Reading of run folders, evaluations and ablations, and the page that shows them. */
@NullMarked
package org.rlvr4j.reports.internal;

import org.jspecify.annotations.NullMarked;
