/** The ledger: which dead letters were resent, by whom and when. */
@NullMarked
package io.inferencestream.deadletters.ledger;

import org.jspecify.annotations.NullMarked;
