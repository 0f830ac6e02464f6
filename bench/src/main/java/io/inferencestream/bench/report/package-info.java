/** Makes tables and plots of measurements. */
@NullMarked
package io.inferencestream.bench.report;

import org.jspecify.annotations.NullMarked;
