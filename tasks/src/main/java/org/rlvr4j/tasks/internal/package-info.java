/** What the exported packages hide: the providers. */
@NullMarked
package org.rlvr4j.tasks.internal;

import org.jspecify.annotations.NullMarked;
