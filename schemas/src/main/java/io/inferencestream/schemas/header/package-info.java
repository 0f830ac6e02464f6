/** The headers that our records carry: every name once, and how their values are read and written. */
@NullMarked
package io.inferencestream.schemas.header;

import org.jspecify.annotations.NullMarked;
