/** Does this program pass these tests? Tasks, the verifier that judges programs by them, and what it reports. */
@NullMarked
package org.rlvr4j.verifiers.code;

import org.jspecify.annotations.NullMarked;
