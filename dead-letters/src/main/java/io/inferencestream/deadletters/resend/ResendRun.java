package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.deadletters.ledger.Ledger;
import io.inferencestream.deadletters.ledger.LedgerException;
import io.inferencestream.deadletters.ledger.Receipt;
import io.inferencestream.deadletters.letter.DeadLetter;
import io.inferencestream.deadletters.letter.LetterDigest;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Resends the letters that it is given, some hundred in a transaction, and tells what became of each: of some at once, of
 * others when their transaction is committed. Holds one transaction's letters. Not thread-safe.
 */
final class ResendRun {
    private static final int LETTERS_AT_ONCE = 200;
    private static final long BYTES_AT_ONCE = 1 << 20;

    private final LetterTopics topics;
    private final Ledger ledger;
    private final Epochs epochs;
    private final ResendRules rules;
    private final ResendOptions options;
    private final Map<Integer, Long> ends;
    private final String run;
    private final Consumer<Verdict> told;
    private final Map<LetterDigest, DeadLetter> batch = new LinkedHashMap<>();
    private List<DeadLetter> doubles = new ArrayList<>();
    private long bytes;

    /**
     * @param ends where each partition of the letters' topic ends
     * @param run names this door's receipts
     */
    ResendRun(
            LetterTopics topics,
            Ledger ledger,
            Epochs epochs,
            ResendRules rules,
            ResendOptions options,
            Map<Integer, Long> ends,
            String run,
            Consumer<Verdict> told) {
        this.topics = topics;
        this.ledger = ledger;
        this.epochs = epochs;
        this.rules = rules;
        this.options = options;
        this.ends = ends;
        this.run = run;
        this.told = told;
    }

    /** Takes the next letter. */
    void take(DeadLetter letter) {
        Optional<Receipt> receipt = ledger.find(letter.digest());
        Optional<String> obstacle = rules.obstacle(letter);
        if (receipt.isPresent()) {
            told.accept(Verdict.before(letter, receipt.get()));
        } else if (obstacle.isPresent()) {
            told.accept(Verdict.refused(letter, obstacle.get()));
        } else {
            add(letter);
        }
    }

    private void add(DeadLetter letter) {
        if (batch.size() + doubles.size() >= LETTERS_AT_ONCE || bytes + letter.valueBytes() > BYTES_AT_ONCE) {
            flush();
        }
        if (batch.containsKey(letter.digest())) {
            doubles.add(letter);
        } else {
            batch.put(letter.digest(), letter);
        }
        bytes += letter.valueBytes();
    }

    /** Ends with what has gathered; every letter that was taken has been told. */
    void finish() {
        while (!batch.isEmpty()) {
            flush();
        }
    }

    /** Goes on until every letter of the batch has been told, or patience is over. */
    private void flush() {
        Turns turns = new Turns(options.patience());
        boolean isUnsettled = false;
        while (!batch.isEmpty()) {
            try {
                ResendEpoch epoch = epochs.current();
                ledger.requireRoom(batch.size());
                settle();
                isUnsettled = false;
                send(epoch, List.copyOf(batch.values()));
                turns.progressed();
            } catch (FencedException | KafkaException e) {
                isUnsettled |= epochs.drop();
                if (isHopeless(e) || turns.isOver()) {
                    throw failed(e, isUnsettled);
                }
                turns.next();
            }
        }
        bytes = 0;
        List<DeadLetter> again = doubles;
        doubles = new ArrayList<>();
        again.forEach(this::take);
    }

    /** Tells those that the ledger knows by now: another door was faster, or a commit went through whose answer was lost. */
    private void settle() {
        for (DeadLetter letter : List.copyOf(batch.values())) {
            ledger.find(letter.digest()).ifPresent(receipt -> {
                batch.remove(letter.digest());
                told.accept(
                        receipt.run().equals(run) ? Verdict.resent(letter, receipt) : Verdict.before(letter, receipt));
            });
        }
    }

    /** A letter that the input topic does not take must not keep the others: they are tried without it. */
    private void send(ResendEpoch epoch, List<DeadLetter> letters) throws FencedException {
        if (letters.isEmpty()) {
            return;
        }
        List<Receipt> receipts = letters.stream().map(this::receipt).toList();
        try {
            epoch.send(records(letters, receipts));
        } catch (RecordRefusedException e) {
            divide(epoch, letters, e);
            return;
        }
        for (int i = 0; i < letters.size(); i++) {
            batch.remove(letters.get(i).digest());
            ledger.note(receipts.get(i));
            told.accept(Verdict.resent(letters.get(i), receipts.get(i)));
        }
    }

    private void divide(ResendEpoch epoch, List<DeadLetter> letters, RecordRefusedException refusal)
            throws FencedException {
        int middle = letters.size() / 2;
        if (middle == 0) {
            batch.remove(letters.get(0).digest());
            told.accept(Verdict.refused(letters.get(0), "the input topic does not take it: " + refusal.getMessage()));
            return;
        }
        send(epoch, letters.subList(0, middle));
        send(epoch, letters.subList(middle, letters.size()));
    }

    private Receipt receipt(DeadLetter letter) {
        RecordPosition position = letter.position();
        long end = Math.max(position.offset() + 1, ends.getOrDefault(position.partition(), 0L));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Receipt(letter.digest(), position, end, now, options.by(), run);
    }

    private List<ProducerRecord<byte @Nullable [], byte @Nullable []>> records(
            List<DeadLetter> letters, List<Receipt> receipts) {
        List<ProducerRecord<byte @Nullable [], byte @Nullable []>> records = new ArrayList<>();
        letters.forEach(letter -> records.add(record(letter)));
        receipts.forEach(receipt -> records.add(receipt.record(topics.ledger())));
        return records;
    }

    /** To the partition that it came from, so that it keeps its place among the records of its key. */
    private ProducerRecord<byte @Nullable [], byte @Nullable []> record(DeadLetter letter) {
        int origin = letter.origin().orElseThrow().partition();
        Headers headers = letter.recordHeaders();
        HeaderText.set(headers, HeaderNames.RESENT_FROM, letter.position().toString());
        return new ProducerRecord<>(
                rules.input(),
                origin < rules.partitions() ? (Integer) origin : null,
                rules.stampsNow() ? null : (Long) letter.timestampMillis(),
                letter.key(),
                letter.value(),
                headers);
    }

    private static boolean isHopeless(Exception failure) {
        return failure instanceof AuthorizationException
                || failure instanceof AuthenticationException
                || failure instanceof InterruptException
                || failure instanceof LedgerException;
    }

    private static KafkaException failed(Exception failure, boolean isUnsettled) {
        if (isHopeless(failure) && !isUnsettled) {
            return (KafkaException) failure;
        }
        String why = failure instanceof FencedException
                ? "others resend letters of this stream all the time"
                : String.valueOf(failure.getMessage());
        return new ResendFailedException(why, isUnsettled, failure);
    }
}
