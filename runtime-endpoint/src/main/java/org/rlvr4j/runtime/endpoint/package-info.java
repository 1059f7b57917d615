/**
 * Answers of models behind OpenAI-compatible servers: vLLM, SGLang, llama.cpp's server, hosted services.
 *
 * <p>Requests go through the JDK's HTTP client. openai-java was looked at and not taken: it brings Kotlin's library, OkHttp
 * and a mapping of the whole OpenAI API for the two calls that are made here, and its mapping follows OpenAI's own answers,
 * where each of the servers above differs from them. What this package needs (a bound on every body, one deadline for head
 * and body together, no redirects, retries that know which failures say something about the answer) it would have to build
 * around that client.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.runtime.endpoint;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
