/**
 * Kafka Streams' clients: its consumers hand out a bounded number of bytes, by what records unfold to and by what the
 * producers get through, and say which records were deleted before they could be read.
 */
@NullMarked
package io.inferencestream.kit.clients;

import org.jspecify.annotations.NullMarked;
