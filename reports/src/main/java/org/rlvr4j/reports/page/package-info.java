/** The content of a report, apart from its looks. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.reports.page;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
