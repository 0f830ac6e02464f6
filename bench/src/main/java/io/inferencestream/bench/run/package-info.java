/** Measures one contestant after the other and keeps what was measured. */
@NullMarked
package io.inferencestream.bench.run;

import org.jspecify.annotations.NullMarked;
