/** Requests, answers, and what goes wrong between them. */
@NullMarked
package org.rlvr4j.runtime.endpoint.internal;

import org.jspecify.annotations.NullMarked;
