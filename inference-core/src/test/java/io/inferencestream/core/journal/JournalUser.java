package io.inferencestream.core.journal;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Uses a crash journal in a process of its own, which comes to a bad end. */
final class JournalUser {
    static final int REFUSED = 3;
    static final int HALTED = 4;

    private JournalUser() {}

    /** Starts {@link #main} in another process, which logs to the folder above the journal's. */
    static ForkedJvm fork(String way, Path file) {
        return Fork.of(JournalUser.class)
                .small()
                .arguments(way, file.toString())
                .start(file.resolve("../../log").normalize());
    }

    /** Batches of different sizes; each batch is known by its first offset. */
    static List<RecordId> batch(int number) {
        long first = number * 1_000L;
        return LongStream.range(first, first + 1 + number * 7 % 300)
                .mapToObj(offset -> new RecordId("images", number % 7, offset))
                .toList();
    }

    public static void main(String[] args) {
        MappedCrashJournal journal;
        try {
            journal = MappedCrashJournal.open(Path.of(args[1]));
        } catch (IOException e) {
            System.exit(REFUSED);
            return;
        }
        int slot = journal.openSlot();
        if (args[0].equals("halt")) {
            journal.begin(slot, batch(5));
            Runtime.getRuntime().halt(HALTED);
        }
        List<List<RecordId>> batches =
                IntStream.range(0, 1_000).mapToObj(JournalUser::batch).toList();
        for (int round = 0; ; round++) {
            for (List<RecordId> batch : batches) {
                journal.begin(slot, batch);
                if (batch.size() % 4 == 0) {
                    journal.end(slot);
                }
            }
            if (round == 10) {
                System.out.println("running");
            }
        }
    }
}
