package io.inferencestream.stream.cli;

import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.deadletters.letter.LetterTopic;
import io.inferencestream.deadletters.resend.ResendRules;
import io.inferencestream.deadletters.resend.Resender;
import io.inferencestream.deadletters.resend.Verdict;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends dead letters to the stream's input again. */
@Command(
        name = "resend",
        mixinStandardHelpOptions = true,
        description = {
            "Sends dead letters to the stream's input again, each once: a letter that was sent is not sent by another"
                    + " run, whatever was killed meanwhile.",
            "Key, value and headers are the record's own; one header says which letter it was. A receipt for each letter"
                    + " goes to the topic of dead letters in the same transaction."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every letter that was asked for is sent, or was before; with --dry-run: the plan is shown",
            "1:some cannot be sent, or the cluster refused: the message says which and why",
            "2:wrong usage"
        })
final class ResendLettersCommand extends OperatorCommand {
    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Option(names = "--all", description = "All of them; needed where nothing else says which.")
    private boolean isAll;

    @Option(
            names = "--stamp-now",
            description = "Give the records today's timestamp, for those older than the input topic keeps records.")
    private boolean stampsNow;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean isDryRun;

    private final Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);

    @Override
    int run(StreamSettings settings) throws InterruptedException {
        if (isAll != which.isEmpty()) {
            throw wrongUsage(isAll ? "--all and a filter contradict each other" : "say which letters, or --all");
        }
        ResendRules rules = rules(settings);
        LetterFilter filter = which.filter();
        try (KafkaConsumer<byte[], byte[]> consumer = LetterClients.consumer(settings)) {
            LetterTopic topic = LetterClients.topic(settings, consumer);
            if (isDryRun) {
                Resender.plan(topic, filter, rules).forEach(this::print);
            } else {
                resend(settings, topic, rules, filter);
            }
        } catch (ProducerFencedException e) {
            err().println("Another resend of this stream has begun and goes on from what is committed here.");
            return NOT_DONE;
        }
        summarise();
        return counts.containsKey(Verdict.Kind.IMPOSSIBLE) && !isDryRun ? NOT_DONE : DONE;
    }

    private void resend(StreamSettings settings, LetterTopic topic, ResendRules rules, LetterFilter filter) {
        try (KafkaProducer<byte @Nullable [], byte @Nullable []> producer = LetterClients.producer(settings)) {
            new Resender(topic, producer, rules, this::print).resend(filter);
        }
    }

    private void print(Verdict verdict) {
        counts.merge(verdict.kind(), 1, Integer::sum);
        out().println(verdict);
    }

    private void summarise() {
        out().printf(
                        "%,d %s, %,d sent before, %,d cannot be sent%n",
                        counts.getOrDefault(Verdict.Kind.SEND, 0),
                        isDryRun ? "would be sent" : "sent",
                        counts.getOrDefault(Verdict.Kind.SENT_BEFORE, 0),
                        counts.getOrDefault(Verdict.Kind.IMPOSSIBLE, 0));
    }

    private ResendRules rules(StreamSettings settings) throws InterruptedException {
        String input = settings.input().topic();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, input);
        try (Admin admin = ConfigOption.admin(settings)) {
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            return ResendRules.of(input, retention(config), stampsNow, System.currentTimeMillis());
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + input + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Duration> retention(@Nullable Config config) {
        if (config == null || config.get("retention.ms") == null) {
            return Optional.empty();
        }
        long millis = Long.parseLong(config.get("retention.ms").value());
        boolean isStampedByBroker =
                "LogAppendTime".equals(config.get("message.timestamp.type").value());
        return millis < 0 || isStampedByBroker ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
