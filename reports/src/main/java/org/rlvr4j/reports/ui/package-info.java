/** The local page that lists runs and follows them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.reports.ui;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
