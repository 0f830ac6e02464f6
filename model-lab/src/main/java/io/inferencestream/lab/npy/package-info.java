/** NumPy's files of arrays, {@code .npy} and {@code .npz}: read in all versions, written in the first. */
@NullMarked
package io.inferencestream.lab.npy;

import org.jspecify.annotations.NullMarked;
