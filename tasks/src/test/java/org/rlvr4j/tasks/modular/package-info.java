@NullMarked
package org.rlvr4j.tasks.modular;

import org.jspecify.annotations.NullMarked;
