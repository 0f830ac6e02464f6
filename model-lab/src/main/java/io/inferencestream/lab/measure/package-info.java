/** How good vectors, values and labels are: formulas with their sources. Knows neither engines nor Kafka. */
@NullMarked
package io.inferencestream.lab.measure;

import org.jspecify.annotations.NullMarked;
