/** How well objects are found, by the rules of COCO. Knows neither engines nor Kafka. */
@NullMarked
package io.inferencestream.lab.detection;

import org.jspecify.annotations.NullMarked;
