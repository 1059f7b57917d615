/** What the columns of a row mean: the layouts of published data sets, and fields that users name. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.data.mapping;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
