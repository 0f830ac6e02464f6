/** Models on devices: loads them through DJL, warms them up, and runs batches of pixels through its predictors. */
@NullMarked
package io.inferencestream.djl;

import org.jspecify.annotations.NullMarked;
