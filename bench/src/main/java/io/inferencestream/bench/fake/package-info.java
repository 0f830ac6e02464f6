/** Holds the test doubles of a device: they compute nothing and take the time they are told to. */
@NullMarked
package io.inferencestream.bench.fake;

import org.jspecify.annotations.NullMarked;
