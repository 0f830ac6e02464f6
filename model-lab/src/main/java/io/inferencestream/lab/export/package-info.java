/** Writes a trained network as a version of a model in the repository, and proves the copy. */
@NullMarked
package io.inferencestream.lab.export;

import org.jspecify.annotations.NullMarked;
