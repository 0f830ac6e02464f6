/** Names that several programs must form alike, because they meet on a cluster by nothing else. */
@NullMarked
package io.inferencestream.schemas.name;

import org.jspecify.annotations.NullMarked;
