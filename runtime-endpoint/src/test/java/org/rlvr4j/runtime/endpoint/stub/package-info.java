/** A server for tests that answers as OpenAI-compatible servers do, or as they should not. */
@NullMarked
package org.rlvr4j.runtime.endpoint.stub;

import org.jspecify.annotations.NullMarked;
