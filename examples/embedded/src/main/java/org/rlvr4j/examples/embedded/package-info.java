/** A training recipe assembled in Java, without a configuration file. */
@NullMarked
package org.rlvr4j.examples.embedded;

import org.jspecify.annotations.NullMarked;
