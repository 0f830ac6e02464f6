@NullMarked
package io.inferencestream.stream.resend;

import org.jspecify.annotations.NullMarked;
