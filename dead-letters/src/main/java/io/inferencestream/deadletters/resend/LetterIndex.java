package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.deadletters.letter.LetterTopic;
import io.inferencestream.deadletters.letter.StoredLetter;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is on a topic of dead letters, without the values: which letters match, and which of them were sent again already.
 * Holds some hundred bytes a letter. Not thread-safe.
 */
final class LetterIndex {
    private final LetterFilter filter;
    private final ResendRules rules;
    private final List<Entry> matching = new ArrayList<>();
    private final Map<RecordPosition, StoredLetter.Fingerprint> fingerprints = new HashMap<>();
    private final Set<RecordPosition> receipts = new HashSet<>();

    private record Entry(RecordPosition id, Optional<RecordPosition> origin, int bytes, Optional<String> obstacle) {}

    private LetterIndex(LetterFilter filter, ResendRules rules) {
        this.filter = filter;
        this.rules = rules;
    }

    /** Reads the topic. */
    static LetterIndex of(LetterTopic topic, LetterFilter filter, ResendRules rules) {
        LetterIndex index = new LetterIndex(filter, rules);
        topic.read(index::add, index.receipts::add);
        return index;
    }

    private void add(StoredLetter letter) {
        fingerprints.put(letter.id(), letter.fingerprint());
        if (filter.matches(letter)) {
            matching.add(new Entry(letter.id(), letter.origin(), letter.valueBytes(), rules.obstacle(letter)));
        }
    }

    /** What is to be done with each matching letter, those of one partition in their order. */
    List<Verdict> verdicts() {
        Set<StoredLetter.Fingerprint> sent = new HashSet<>();
        for (RecordPosition receipt : receipts) {
            Optional.ofNullable(fingerprints.get(receipt)).ifPresent(sent::add);
        }
        return matching.stream().map(entry -> verdict(entry, sent)).toList();
    }

    private Verdict verdict(Entry entry, Set<StoredLetter.Fingerprint> sent) {
        Verdict send = new Verdict(entry.id(), entry.origin(), entry.bytes(), Verdict.Kind.SEND, "");
        if (receipts.contains(entry.id())) {
            return send.instead(Verdict.Kind.SENT_BEFORE, "sent again before");
        }
        if (entry.obstacle().isPresent()) {
            return send.instead(Verdict.Kind.IMPOSSIBLE, entry.obstacle().get());
        }
        boolean isFirst = sent.add(Objects.requireNonNull(fingerprints.get(entry.id())));
        return isFirst ? send : send.instead(Verdict.Kind.SENT_BEFORE, "a double of a letter that is sent again");
    }
}
