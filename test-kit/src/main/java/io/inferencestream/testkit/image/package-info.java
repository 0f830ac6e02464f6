/** Makes image files for tests, byte by byte, so that no library decides what is in them. */
@NullMarked
package io.inferencestream.testkit.image;

import org.jspecify.annotations.NullMarked;
