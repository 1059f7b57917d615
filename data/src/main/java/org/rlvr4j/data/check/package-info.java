/** What may be wrong with data that can be read: texts that overlap, texts that are there twice. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.data.check;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
