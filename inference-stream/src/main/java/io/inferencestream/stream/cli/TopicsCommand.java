package io.inferencestream.stream.cli;

import io.inferencestream.kit.properties.Machine;
import io.inferencestream.kit.provision.TopicStep;
import io.inferencestream.kit.provision.TopicWishes;
import io.inferencestream.stream.check.CheckReport;
import io.inferencestream.stream.check.ClusterCheck;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.provision.TopicProvisioner;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes or checks the topics of a stream. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Makes or checks the topics of a stream.",
        subcommands = {TopicsCommand.Create.class, TopicsCommand.Check.class})
final class TopicsCommand {

    /** Makes what is missing. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Makes the stream's topics as its check wants them: as many partitions on all, room for the"
                    + " largest image and for a dead letter's headers, announcements compacted. Doing it again"
                    + " does nothing.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:the topics are as the stream needs them; with --dry-run: the plan is shown",
                "1:something is left to do: the message says what",
                "2:wrong usage"
            })
    static final class Create extends OperatorCommand {
        @Option(
                names = "--partitions",
                paramLabel = "N",
                description = "Partitions of the topic of images; " + TopicWishes.USUAL_PARTITIONS
                        + " for a new one. Predictions and dead letters get as many as the images have.")
        private @Nullable Integer partitions;

        @Option(names = "--replicas", paramLabel = "N", description = "Replicas of a new topic; the brokers' default.")
        private @Nullable Integer replicas;

        @Option(
                names = "--retention",
                paramLabel = "TIME",
                converter = TimeSpan.class,
                description =
                        "How long images, predictions and dead letters are kept, such as 7d; the brokers' default."
                                + " With --mend also of those that were compacted.")
        private @Nullable Duration retention;

        @Option(
                names = "--max-message-bytes",
                paramLabel = "N",
                description =
                        "Largest message of the topic of images; for a new topic limits.imageBytes and 64 KiB more.")
        private @Nullable Integer largest;

        @Option(
                names = "--mend",
                description = "Also change topics that are there and not as they should be: raise sizes, set policies"
                        + " and retention, add partitions. Adding partitions sends keys elsewhere from then on.")
        private boolean mends;

        @Option(names = "--dry-run", description = "Only say what would be done.")
        private boolean isDryRun;

        @Override
        int run(StreamSettings settings) throws InterruptedException {
            TopicWishes wishes = wishes();
            boolean isLeft = false;
            try (Admin admin = ConfigOption.admin(settings)) {
                TopicProvisioner provisioner = new TopicProvisioner(admin);
                for (TopicStep step : provisioner.plan(settings, wishes)) {
                    boolean isForMending = step.isMending() && !mends;
                    isLeft |= isForMending;
                    if (!isForMending && !isDryRun) {
                        provisioner.take(step, wishes);
                    }
                    out().println(step + (isForMending ? " (left: say --mend)" : isDryRun ? " (dry run)" : ""));
                }
            }
            return isLeft && !isDryRun ? NOT_DONE : DONE;
        }

        private TopicWishes wishes() {
            try {
                return new TopicWishes(
                        number(partitions), number(replicas), Optional.ofNullable(retention), number(largest));
            } catch (IllegalArgumentException e) {
                throw wrongUsage(String.valueOf(e.getMessage()));
            }
        }

        private static OptionalInt number(@Nullable Integer given) {
            return given == null ? OptionalInt.empty() : OptionalInt.of(given);
        }
    }

    /** Looks only. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Checks cluster and topics as a start does; changes nothing, needs neither models nor registry.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:a stream can start on them", "1:it cannot: every problem is named", "2:wrong usage"})
    static final class Check extends OperatorCommand {
        @Override
        int run(StreamSettings settings) {
            CheckReport report = new ClusterCheck().run(settings, Machine.here());
            report.findings().forEach(out()::println);
            if (report.isPassed()) {
                out().println("The topics are as the stream needs them.");
            }
            return report.isPassed() ? DONE : NOT_DONE;
        }
    }
}
