/**
 * The part of the Jinja language that chat templates are written in, as transformers sets it up: {@code trim_blocks} and {@code
 * lstrip_blocks} on, loop controls, no way to the host. A template is untrusted: the language has no access to classes, files
 * or the network, and its work and output are bounded.
 */
@NullMarked
package org.rlvr4j.runtime.gpu.internal.jinja;

import org.jspecify.annotations.NullMarked;
