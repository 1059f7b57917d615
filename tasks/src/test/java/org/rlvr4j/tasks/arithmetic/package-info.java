@NullMarked
package org.rlvr4j.tasks.arithmetic;

import org.jspecify.annotations.NullMarked;
