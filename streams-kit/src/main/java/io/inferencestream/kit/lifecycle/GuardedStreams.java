package io.inferencestream.kit.lifecycle;

import io.inferencestream.kit.health.CommitWatch;
import io.inferencestream.kit.health.Readiness;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams with everything around it that decides whether it goes on: readiness follows its state, the deaths of its
 * threads are judged, and an outage pauses it.
 *
 * <p>Thread-safe.
 */
public final class GuardedStreams {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedStreams.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final Readiness readiness;
    private final Ending ending;
    private final OutagePause pause;
    private final FailureJudge judge;
    private final CloseOptions.GroupMembershipOperation atClose;

    /**
     * @param streams not started yet; closed with this
     * @param culprit the record that the calling thread dies of, as far as it is known
     * @param isStaticMember whether the group keeps this instance's partitions for it while it is away
     */
    public GuardedStreams(
            KafkaStreams streams,
            Readiness readiness,
            Ending ending,
            StreamEvents events,
            Function<Throwable, Optional<RecordPosition>> culprit,
            boolean isStaticMember) {
        this.streams = streams;
        this.readiness = readiness;
        this.ending = ending;
        this.pause = new OutagePause(new PausableStreams(), readiness, events);
        this.atClose = isStaticMember
                ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
        this.judge = new FailureJudge(pause, ending, events, culprit, System::nanoTime);
        streams.setUncaughtExceptionHandler(judge);
        streams.setStateListener(this::stateChanged);
    }

    /** Reads and processes from now on. */
    public void start() {
        readiness.obstruct(Readiness.STARTING, "the group has not given this instance its partitions yet");
        streams.start();
    }

    /** Is to be told how far the group gets. */
    public CommitWatch.Listener listener() {
        return judge;
    }

    /** The partitions that this instance has right now. */
    public Set<TopicPartition> partitions() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.RUNNING) {
            readiness.clear(Readiness.STARTING);
            LOG.atInfo().log("Running: this instance has its partitions");
        } else {
            readiness.obstruct(Readiness.STARTING, "Kafka Streams is " + now);
        }
        if (now == KafkaStreams.State.ERROR) {
            ending.fail(ExitReason.STREAM_FAILED, new IllegalStateException("Kafka Streams is in state ERROR"));
        }
    }

    /**
     * What is pending is answered and committed, and the group is left, but for a static member, which is expected back
     * within the session; gives up after 20 s.
     */
    public void close() {
        boolean isWell = streams.state() == KafkaStreams.State.RUNNING && !ending.hasFailed();
        pause.close();
        boolean isClean =
                streams.close(CloseOptions.groupMembershipOperation(atClose).withTimeout(CLOSE_PATIENCE));
        if (!isClean) {
            LOG.atWarn()
                    .addKeyValue("millis", CLOSE_PATIENCE.toMillis())
                    .log("Kafka Streams did not end in time; what was pending will be read again");
        } else if (isWell) {
            LOG.info("Ended: what was pending is answered and committed");
        } else {
            LOG.info("Ended: what has no committed outcome yet will be read again");
        }
    }

    private final class PausableStreams implements OutagePause.Pausable {
        @Override
        public void pause() {
            streams.pause();
        }

        @Override
        public void resume() {
            streams.resume();
        }
    }
}
