/** The gate of docs/writing-a-gate.md, as a third party would write it. */
@NullMarked
package org.rlvr4j.examples.gate;

import org.jspecify.annotations.NullMarked;
