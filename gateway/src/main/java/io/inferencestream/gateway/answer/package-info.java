/** Writes as JSON what models answer, whatever their task is. */
@NullMarked
package io.inferencestream.gateway.answer;

import org.jspecify.annotations.NullMarked;
