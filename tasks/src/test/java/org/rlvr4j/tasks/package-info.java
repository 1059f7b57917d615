@NullMarked
package org.rlvr4j.tasks;

import org.jspecify.annotations.NullMarked;
