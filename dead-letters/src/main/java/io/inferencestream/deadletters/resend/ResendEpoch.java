package io.inferencestream.deadletters.resend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * The time for which a door has the transactional id of all resending to itself. It begins with a fence, which ends
 * whatever epoch was before; a commit succeeds only while no other has begun since.
 *
 * <p>Not thread-safe. After any exception but {@link RecordRefusedException} it is over, and to be closed.
 */
final class ResendEpoch implements AutoCloseable {
    private final Producer<byte @Nullable [], byte @Nullable []> producer;
    private final String ledger;
    private boolean isCommitting;

    private ResendEpoch(Producer<byte @Nullable [], byte @Nullable []> producer, String ledger) {
        this.producer = producer;
        this.ledger = ledger;
    }

    /**
     * Begins one: settles what a killed door left open, and fences off whoever is at it.
     *
     * @param producer transactional; closed with the epoch
     * @param ledger the topic of receipts; records for all others may be refused
     */
    static ResendEpoch begin(Producer<byte @Nullable [], byte @Nullable []> producer, String ledger)
            throws FencedException {
        ResendEpoch epoch = new ResendEpoch(producer, ledger);
        try {
            producer.initTransactions();
            return epoch;
        } catch (KafkaException e) {
            epoch.close();
            throw fenceOr(e);
        }
    }

    /** Whether a commit was asked for whose answer is not known. */
    boolean isUnsettled() {
        return isCommitting;
    }

    /**
     * Sends these records, all of them or none.
     *
     * @throws FencedException if another door has begun; whether they are sent, the ledger says after the next fence
     * @throws RecordRefusedException if a topic other than the ledger's refuses one; none is sent
     * @throws KafkaException if it fails otherwise
     */
    void send(List<ProducerRecord<byte @Nullable [], byte @Nullable []>> records)
            throws FencedException, RecordRefusedException {
        try {
            producer.beginTransaction();
            List<Future<?>> sends = new ArrayList<>();
            records.forEach(record -> sends.add(producer.send(record)));
            producer.flush();
            check(records, sends);
            isCommitting = true;
            producer.commitTransaction();
            isCommitting = false;
        } catch (KafkaException e) {
            throw fenceOr(e);
        }
    }

    private void check(List<ProducerRecord<byte @Nullable [], byte @Nullable []>> records, List<Future<?>> sends)
            throws RecordRefusedException {
        KafkaException failure = null;
        for (int i = 0; i < sends.size(); i++) {
            Throwable cause = failure(sends.get(i));
            if (cause != null && isRefusal(cause) && !records.get(i).topic().equals(ledger)) {
                producer.abortTransaction();
                throw new RecordRefusedException(cause);
            }
            if (cause != null && failure == null) {
                failure = cause instanceof KafkaException its ? its : new KafkaException(cause);
            }
        }
        if (failure != null) {
            producer.abortTransaction();
            throw failure;
        }
    }

    private static @Nullable Throwable failure(Future<?> send) {
        try {
            send.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof InvalidTimestampException
                || cause instanceof InvalidRecordException;
    }

    /** What a fence looks like depends on which request met it first. */
    private static KafkaException fenceOr(KafkaException failure) throws FencedException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof InvalidPidMappingException) {
                throw new FencedException(failure);
            }
        }
        return failure;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
