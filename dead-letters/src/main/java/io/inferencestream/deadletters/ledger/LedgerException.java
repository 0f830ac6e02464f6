package io.inferencestream.deadletters.ledger;

import org.apache.kafka.common.KafkaException;

/** The ledger cannot be relied on, so that nothing may be resent; the message says what to do. */
public final class LedgerException extends KafkaException {
    private static final long serialVersionUID = 1L;

    LedgerException(String message) {
        super(message);
    }
}
