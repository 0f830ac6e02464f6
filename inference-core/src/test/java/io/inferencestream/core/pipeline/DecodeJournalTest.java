package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.journal.MappedCrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.decode.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeJournalTest {
    private static final RecordId FIRST = new RecordId("images", 0, 1);
    private static final RecordId SECOND = new RecordId("images", 0, 2);
    private static final RecordId THIRD = new RecordId("images", 1, 3);

    @TempDir
    private Path folder;

    @Test
    void namesWhatNativeCodeWasDecodingWhenTheProcessDied() throws IOException {
        Path file = folder.resolve("journal");
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            DecodeJournal decoding = new DecodeJournal(journal);

            decoding.begin(FIRST, ImageFormat.WEBP);
            decoding.begin(SECOND, ImageFormat.WEBP);
            decoding.begin(THIRD, ImageFormat.JPEG);
            decoding.end(FIRST, ImageFormat.WEBP);
        }

        try (MappedCrashJournal next = MappedCrashJournal.open(file)) {
            assertThat(next.leftBehind()).containsExactly(SECOND);
        }
    }

    @Test
    void leavesNothingWhereAllCameBack() throws IOException {
        Path file = folder.resolve("journal");
        try (MappedCrashJournal journal = MappedCrashJournal.open(file)) {
            DecodeJournal decoding = new DecodeJournal(journal);

            decoding.begin(FIRST, ImageFormat.WEBP);
            decoding.end(FIRST, ImageFormat.WEBP);
        }

        try (MappedCrashJournal next = MappedCrashJournal.open(file)) {
            assertThat(next.leftBehind()).isEmpty();
        }
    }
}
