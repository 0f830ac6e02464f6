/** The gateway's door to dead letters and the ledger that says which of them were resent. */
@NullMarked
package io.inferencestream.gateway.letter;

import org.jspecify.annotations.NullMarked;
