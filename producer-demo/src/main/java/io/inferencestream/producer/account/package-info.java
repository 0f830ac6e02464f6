/** Keeps the books: what was sent, what became of it, what came twice and what never came. */
@NullMarked
package io.inferencestream.producer.account;

import org.jspecify.annotations.NullMarked;
