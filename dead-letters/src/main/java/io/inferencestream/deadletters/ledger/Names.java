package io.inferencestream.deadletters.ledger;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.HashMap;
import java.util.Map;

/** Names that many receipts share, each held once; those of a great many are not remembered. Not thread-safe. */
final class Names {
    private static final int MAX = 1_000;

    private final Map<String, String> known = new HashMap<>();

    /** An equal receipt that shares its names with others. */
    Receipt shared(Receipt receipt) {
        RecordPosition letter = receipt.letter();
        return new Receipt(
                receipt.digest(),
                new RecordPosition(one(letter.topic()), letter.partition(), letter.offset()),
                receipt.end(),
                receipt.at(),
                one(receipt.by()),
                one(receipt.run()));
    }

    private String one(String name) {
        if (known.size() >= MAX) {
            known.clear();
        }
        return known.computeIfAbsent(name, its -> its);
    }
}
