/** Kills, stops and starves the stream's processes at random moments, and counts every record. */
@NullMarked
package io.inferencestream.chaos;

import org.jspecify.annotations.NullMarked;
