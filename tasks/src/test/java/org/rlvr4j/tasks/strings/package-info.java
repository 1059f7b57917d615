@NullMarked
package org.rlvr4j.tasks.strings;

import org.jspecify.annotations.NullMarked;
