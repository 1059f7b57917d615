/** Where problems come from, and which comes next. */
@NullMarked
package org.rlvr4j.api.data;

import org.jspecify.annotations.NullMarked;
