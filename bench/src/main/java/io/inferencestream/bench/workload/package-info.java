/** Knows the models and images that contestants are measured with. */
@NullMarked
package io.inferencestream.bench.workload;

import org.jspecify.annotations.NullMarked;
