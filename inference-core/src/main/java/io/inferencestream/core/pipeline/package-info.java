/** Takes one image from its encoded bytes to its outcome, past every station, within bounds. */
@NullMarked
package io.inferencestream.core.pipeline;

import org.jspecify.annotations.NullMarked;
