/** Problems from files: options, filters, the split, and the account of what was read and dropped. */
@NullMarked
package org.rlvr4j.data;

import org.jspecify.annotations.NullMarked;
