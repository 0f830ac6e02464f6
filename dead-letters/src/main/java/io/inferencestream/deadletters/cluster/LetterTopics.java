package io.inferencestream.deadletters.cluster;

/**
 * The topics between which letters are resent.
 *
 * @param input what the stream reads, not empty
 * @param deadLetters where it puts what it rejects, not empty
 */
public record LetterTopics(String input, String deadLetters) {
    public LetterTopics {
        if (input.isEmpty() || deadLetters.isEmpty()) {
            throw new IllegalArgumentException("topics must have names: '" + input + "', '" + deadLetters + "'");
        }
    }

    /** The ledger of a topic of dead letters: the topic that says which of them were resent. */
    public static String ledgerOf(String deadLetters) {
        return deadLetters + "-resent";
    }

    /** The ledger of these dead letters. */
    public String ledger() {
        return ledgerOf(deadLetters);
    }

    /** The transactional id of everybody who resends these dead letters. Whoever shares the ledger shares it. */
    public String transactionalId() {
        return deadLetters + "-resend";
    }
}
