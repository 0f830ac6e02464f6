/** Does for a record what every contestant has to do, alike: read the event, decode, predict, write the prediction. */
@NullMarked
package io.inferencestream.bench.work;

import org.jspecify.annotations.NullMarked;
