@NullMarked
package org.rlvr4j.tasks.sudoku;

import org.jspecify.annotations.NullMarked;
