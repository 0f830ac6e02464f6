@NullMarked
package io.inferencestream.deadletters.resend;

import org.jspecify.annotations.NullMarked;
