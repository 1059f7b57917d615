@NullMarked
package org.rlvr4j.testkit;

import org.jspecify.annotations.NullMarked;
