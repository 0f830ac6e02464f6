package io.inferencestream.stream.app;

import io.inferencestream.core.journal.MappedCrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.lifecycle.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the crash journal, and says what the last process left in it. */
final class CrashReport {
    private static final Logger LOG = LoggerFactory.getLogger(CrashReport.class);
    private static final String FILE = "crash-journal";

    private CrashReport() {}

    /** Whether the directory could be used; looks, and makes nothing. */
    static List<Finding> check(Path stateDirectory) {
        Path there = stateDirectory.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there)
                ? List.of()
                : List.of(Finding.problem(
                        "stateDirectory",
                        stateDirectory + " cannot be used: " + there + " is no directory that this user may write to",
                        "Name another, or give this user the right."));
    }

    static MappedCrashJournal open(Path stateDirectory) throws StartupException {
        try {
            MappedCrashJournal journal = MappedCrashJournal.open(stateDirectory.resolve(FILE));
            report(journal.leftBehind());
            return journal;
        } catch (IOException e) {
            throw new StartupException(
                    "stateDirectory " + stateDirectory + " cannot be used: " + e.getMessage()
                            + "; give each instance a state directory of its own that it may write to",
                    e);
        }
    }

    private static void report(List<RecordId> records) {
        if (!records.isEmpty()) {
            String names = records.stream().map(RecordId::toString).collect(Collectors.joining(", "));
            LOG.atWarn()
                    .addKeyValue("batchSize", records.size())
                    .log(
                            "The last process ended while a native decoder or its engine worked on: {}. If it ends there again, one of them"
                                    + " is to blame: name it under 'reject' and it becomes a dead letter",
                            names);
        }
    }
}
