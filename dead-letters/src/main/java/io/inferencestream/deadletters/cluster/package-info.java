/** The cluster of one stream as resending sees it: its topics, and clients made as resending needs them. */
@NullMarked
package io.inferencestream.deadletters.cluster;

import org.jspecify.annotations.NullMarked;
