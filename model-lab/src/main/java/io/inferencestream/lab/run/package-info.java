/** A training run as a folder: what was asked for, how far it is, and what came of it. */
@NullMarked
package io.inferencestream.lab.run;

import org.jspecify.annotations.NullMarked;
