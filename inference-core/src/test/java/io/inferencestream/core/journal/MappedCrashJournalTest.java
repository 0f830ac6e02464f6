package io.inferencestream.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedCrashJournalTest {
    private static final List<RecordId> BATCH =
            List.of(new RecordId("images", 3, 1234), new RecordId("images", 0, 0), new RecordId("photos", 3, 1L << 40));

    private static final Pattern RUNNING = Pattern.compile("running");

    private Path file = Path.of("");

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("state").resolve("journal.bin");
    }

    @Test
    void namesWhatWasInsideWhenTheProcessWasHalted() throws Exception {
        int exitCode = exitCodeOfAUser();

        assertThat(exitCode).isEqualTo(JournalUser.HALTED);
        assertThat(leftBehind()).isEqualTo(JournalUser.batch(5));
    }

    @Test
    void aKilledProcessLeavesOneWholeBatchOrNothing() throws Exception {
        for (int kill = 0; kill < 3; kill++) {
            try (ForkedJvm process = JournalUser.fork("loop", file)) {
                process.awaitOutput(RUNNING, Duration.ofSeconds(30));

                process.kill();
            }

            List<RecordId> left = leftBehind();
            if (!left.isEmpty()) {
                assertThat(left).isEqualTo(JournalUser.batch((int) (left.get(0).offset() / 1_000)));
            }
        }
    }

    @Test
    void refusesASecondProcess() throws Exception {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            journal.begin(journal.openSlot(), BATCH);

            assertThat(exitCodeOfAUser()).isEqualTo(JournalUser.REFUSED);
        }
        assertThat(leftBehind()).isEqualTo(BATCH);
    }

    @Test
    void refusesASecondUserInTheSameProcess() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            assertThat(journal.leftBehind()).isEmpty();
            assertThatThrownBy(() -> MappedCrashJournal.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the crash journal is in use by this very process: " + file);
        }
    }

    @Test
    void aBatchThatCameBackLeavesNothing() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            int slot = journal.openSlot();
            journal.begin(slot, BATCH);
            journal.end(slot);
        }

        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void aBatchThatIsStillInsideAtTheCloseIsNamed() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            journal.begin(journal.openSlot(), BATCH);
        }

        assertThat(leftBehind()).isEqualTo(BATCH);
    }

    @Test
    void aBatchThatComesBackAfterTheCloseChangesNothing() throws IOException {
        MappedCrashJournal journal = MappedCrashJournal.open(file);
        int slot = journal.openSlot();
        journal.begin(slot, BATCH);
        journal.close();

        journal.end(slot);

        assertThat(leftBehind()).isEqualTo(BATCH);
    }

    @Test
    void whatWasLeftIsToldOnce() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            journal.begin(journal.openSlot(), BATCH);
        }
        leftBehind();

        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void eachPredictorHasASlotOfItsOwn() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            int first = journal.openSlot();
            int second = journal.openSlot();
            journal.begin(first, BATCH.subList(0, 1));
            journal.begin(second, BATCH.subList(1, 3));
            journal.end(first);
        }

        assertThat(leftBehind()).isEqualTo(BATCH.subList(1, 3));
    }

    @Test
    void aShorterBatchLeavesNothingOfTheLongerBeforeIt() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            int slot = journal.openSlot();
            journal.begin(slot, BATCH);
            journal.begin(slot, BATCH.subList(2, 3));
        }

        assertThat(leftBehind()).isEqualTo(BATCH.subList(2, 3));
    }

    @Test
    void namesAThousandRecordsOfTheLongestTopicKafkaAllows() throws IOException {
        List<RecordId> batch = LongStream.range(0, 1_000)
                .mapToObj(offset -> new RecordId("t".repeat(249), 7, offset))
                .toList();
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            journal.begin(journal.openSlot(), batch);
        }

        assertThat(leftBehind()).isEqualTo(batch);
    }

    @Test
    void namesAsManyOfALargerBatchAsFit() throws IOException {
        List<RecordId> batch = LongStream.range(0, 3_000)
                .mapToObj(offset -> new RecordId("images", 7, offset))
                .toList();
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            journal.begin(journal.openSlot(), batch);
        }

        List<RecordId> left = leftBehind();
        assertThat(left).hasSizeGreaterThan(1_000).isEqualTo(batch.subList(0, left.size()));
    }

    @Test
    void readsWhatMakesNoSenseAsFarAsItDoes() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            journal.begin(journal.openSlot(), BATCH.subList(0, 1));
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(Long.BYTES);
            bytes.writeInt(Integer.MAX_VALUE);
            bytes.skipBytes(Integer.BYTES + Long.BYTES + Short.BYTES + "images".length());
            bytes.writeInt(-1);
            bytes.writeLong(-1);
            bytes.writeShort(-1);
        }

        assertThat(leftBehind()).isEqualTo(BATCH.subList(0, 1));
    }

    @Test
    void leavesAFileAloneThatIsSomethingElse() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "important");

        assertThatThrownBy(this::leftBehind)
                .isInstanceOf(IOException.class)
                .hasMessage("not a crash journal, so it is left alone; name another file: " + file);
        assertThat(Files.readString(file)).isEqualTo("important");
    }

    @Test
    void hasRoomForAPredictorOnEachCoreOfALargeMachine() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            for (int i = 0; i < 256; i++) {
                assertThat(journal.openSlot()).isEqualTo(i);
            }
            assertThatThrownBy(journal::openSlot).hasMessage("the crash journal has room for 256 predictors");
        }
    }

    private int exitCodeOfAUser() throws InterruptedException {
        try (ForkedJvm process = JournalUser.fork("halt", file)) {
            return process.exitCode();
        }
    }

    private List<RecordId> leftBehind() throws IOException {
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            return journal.leftBehind();
        }
    }
}
