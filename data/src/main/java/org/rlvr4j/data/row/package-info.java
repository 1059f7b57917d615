/** Rows of files as JSON objects, whatever the format; everything in a file is untrusted and bounded. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.data.row;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
