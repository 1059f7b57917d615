/** What the columns of a row mean: the layouts of published data sets, and fields that users name. */
@NullMarked
package org.rlvr4j.data.mapping;

import org.jspecify.annotations.NullMarked;
