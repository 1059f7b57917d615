/** Rows of files as JSON objects, whatever the format; everything in a file is untrusted and bounded. */
@NullMarked
package org.rlvr4j.data.row;

import org.jspecify.annotations.NullMarked;
