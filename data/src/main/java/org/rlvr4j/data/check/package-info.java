/** What may be wrong with data that can be read: texts that overlap, texts that are there twice. */
@NullMarked
package org.rlvr4j.data.check;

import org.jspecify.annotations.NullMarked;
