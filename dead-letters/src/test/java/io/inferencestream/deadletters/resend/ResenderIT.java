package io.inferencestream.deadletters.resend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.deadletters.cluster.ClusterAccess;
import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.deadletters.ledger.LedgerException;
import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.deadletters.resend.Verdict.Kind;
import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** One ledger, several doors, a real broker. */
final class ResenderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROOM = 1_000;
    private static final long NOW = System.currentTimeMillis();

    private static LocalBroker broker;
    private static Admin admin;

    private final Deque<Resender> doors = new ArrayDeque<>();
    private LetterTopics topics = new LetterTopics("images", "dead");

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void makeTopics(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        topics = new LetterTopics(name + "-images", name + "-dead");
        broker.createTopic(topics.input(), 1, Map.of("max.message.bytes", "2000"));
        broker.createTopic(topics.deadLetters(), 1);
    }

    @AfterEach
    void closeDoors() {
        doors.forEach(Resender::close);
    }

    @Test
    void aDoorThatWasFencedSeesWhatTheOtherDidAndGoesOn() throws Exception {
        write(0, 1, 2);
        Resender first = door("first", ROOM);
        Resender second = door("second", ROOM);

        assertThat(kinds(first, 0)).containsExactly(Kind.RESENT);
        assertThat(kinds(second, 1)).containsExactly(Kind.RESENT);
        assertThat(kinds(first, 1)).containsExactly(Kind.RESENT_BEFORE);
        assertThat(kinds(first, 2)).containsExactly(Kind.RESENT);
        assertThat(kinds(second, 0, 1, 2)).containsOnly(Kind.RESENT_BEFORE);
        assertThat(resent()).isEqualTo(3);
    }

    @Test
    void listsWhoResentWhat() throws Exception {
        write(0, 1);
        door("first", ROOM).resend(letters(0), options("first"), verdict -> {});

        List<String> listed = new ArrayList<>();
        door("second", ROOM)
                .list(
                        LetterFilter.ALL,
                        (letter, receipt) -> listed.add(receipt.map(its -> its.by() + " " + its.letter())
                                .orElse("not")));

        assertThat(listed).containsExactly("first " + topics.deadLetters() + "-0@0", "not");
    }

    @Test
    void refusesALedgerThatForgets() throws Exception {
        write(0);
        broker.createTopic(topics.ledger(), 1, Map.of("cleanup.policy", "compact,delete"));

        assertThatThrownBy(() -> kinds(door("one", ROOM), 0))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(topics.ledger())
                .hasMessageContaining("set it to compact");
        assertThat(resent()).isZero();
    }

    @Test
    void refusesALedgerThatDoesNotFit() throws Exception {
        write(0, 1);
        kinds(door("one", ROOM), 0, 1);

        assertThatThrownBy(() -> kinds(door("small", 1), 0))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("more heap");
    }

    @Test
    void aLetterThatTheInputDoesNotTakeKeepsNoOtherBack() throws Exception {
        write(0);
        write(new TestLetter(topics.input(), 1, new byte[5_000]));
        write(2);

        Resender door = door("one", ROOM);

        assertThat(kinds(door, 0, 1, 2)).containsExactlyInAnyOrder(Kind.RESENT, Kind.REFUSED, Kind.RESENT);
        assertThat(kinds(door, 0, 1, 2))
                .containsExactlyInAnyOrder(Kind.RESENT_BEFORE, Kind.REFUSED, Kind.RESENT_BEFORE);
        assertThat(resent()).isEqualTo(2);
    }

    @Test
    void strikesAReceiptOnlyOnceItsLetterAndEveryDoubleAreGone() throws Exception {
        Resender door = door("one", ROOM);
        write(0);
        kinds(door, 0);
        write(0, 1);
        deleteBefore(1);

        assertThat(all(door)).containsExactlyInAnyOrder(Kind.RESENT_BEFORE, Kind.RESENT);
        assertThat(all(door)).containsOnly(Kind.RESENT_BEFORE);
        deleteBefore(2);
        write(2);
        assertThat(all(door)).containsExactlyInAnyOrder(Kind.RESENT_BEFORE, Kind.RESENT);

        write(0);
        assertThat(all(door)).contains(Kind.RESENT);
    }

    @Test
    void saysWhichLetterIsNotThere() throws Exception {
        write(0, 1);
        deleteBefore(1);

        List<Verdict> verdicts = new ArrayList<>();
        door("one", ROOM).resend(letters(0, 1, 9), options("one"), verdicts::add);

        assertThat(verdicts)
                .extracting(Verdict::kind)
                .containsExactlyInAnyOrder(Kind.RESENT, Kind.MISSING, Kind.MISSING);
    }

    private Resender door(String name, int room) {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers(), "client.id", name);
        Resender door = new Resender(new ClusterAccess(properties, properties, properties), topics, room, PATIENCE);
        doors.push(door);
        return door;
    }

    private List<Kind> kinds(Resender door, long... offsets) {
        List<Kind> kinds = new ArrayList<>();
        door.resend(letters(offsets), options("one"), verdict -> kinds.add(verdict.kind()));
        return kinds;
    }

    private static List<Kind> all(Resender door) {
        List<Kind> kinds = new ArrayList<>();
        door.resend(LetterFilter.ALL, options("one"), verdict -> kinds.add(verdict.kind()));
        return kinds;
    }

    private static ResendOptions options(String by) {
        return new ResendOptions(by, false, PATIENCE);
    }

    private LetterFilter letters(long... offsets) {
        Set<RecordPosition> letters = new HashSet<>();
        for (long offset : offsets) {
            letters.add(new RecordPosition(topics.deadLetters(), 0, offset));
        }
        return LetterFilter.of(letters);
    }

    private void write(long... numbers) throws Exception {
        for (long number : numbers) {
            write(TestLetter.of(topics.input(), number));
        }
    }

    private void write(TestLetter letter) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(letter.produced(topics.deadLetters(), NOW)).get();
        }
    }

    private void deleteBefore(long offset) throws Exception {
        TopicPartition partition = new TopicPartition(topics.deadLetters(), 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Committed records of the input. */
    private int resent() {
        AtomicInteger count = new AtomicInteger();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicReader reader = new TopicReader(consumer, List.of(topics.input()), Start.BEGINNING);
            reader.begin();
            reader.readToEnd(PATIENCE, record -> count.incrementAndGet());
        }
        return count.get();
    }
}
