/**
 * What all generated tasks share: puzzles, how problems are made of them, how a response is judged.
 *
 * <p>A task is a {@link org.rlvr4j.tasks.Puzzle} and a {@link org.rlvr4j.tasks.PuzzleGenerator}. The rest is here once: the
 * split into training and held-out problems, prompt styles, demonstrations, and where in a response the answer stands.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.rlvr4j.tasks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
