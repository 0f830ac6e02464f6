@NullMarked
package io.inferencestream.deadletters.cluster;

import org.jspecify.annotations.NullMarked;
