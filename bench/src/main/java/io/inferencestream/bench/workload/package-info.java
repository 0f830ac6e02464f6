/** Knows the models and pictures that contestants are measured with. */
@NullMarked
package io.inferencestream.bench.workload;

import org.jspecify.annotations.NullMarked;
