/** A test double behind the port to an engine, which does what it is told: works, hangs, breaks, dies. */
@NullMarked
package io.inferencestream.chaos.engine;

import org.jspecify.annotations.NullMarked;
