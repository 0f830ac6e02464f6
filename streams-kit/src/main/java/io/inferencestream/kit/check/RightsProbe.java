package io.inferencestream.kit.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;

/**
 * Asks brokers for what a user may do that no description tells, in ways that disturb nobody.
 *
 * <p>Brokers tell a user's operations on a group only of groups that exist, and on transactional ids never.
 */
final class RightsProbe {
    private static final Duration MAX_TRANSACTION_TIME = Duration.ofSeconds(10);

    private final Admin admin;
    private final String application;

    /** @param admin stays the caller's to close */
    RightsProbe(Admin admin, String application) {
        this.admin = admin;
        this.application = application;
    }

    /** How a view names the right to join a group. */
    static String joining(String group) {
        return "membership of group " + group;
    }

    /** How a view names the right to write an application's transactions. */
    static String transactions(String application) {
        return "transactional ids " + application + "-*";
    }

    /**
     * Asks; does not wait.
     *
     * @param isTransactional whether outcomes are written in transactions
     * @return by name; one that fails for want of authorization is a right that this user lacks, and any other failure
     *     means that the brokers would have let it
     */
    Map<String, KafkaFuture<Void>> ask(boolean isTransactional) {
        Map<String, KafkaFuture<Void>> answers = new TreeMap<>();
        answers.put(joining(application), leaveOfNobody());
        if (isTransactional) {
            answers.put(transactions(application), fenceNobody());
        }
        return answers;
    }

    /** Only who may join a group may have a member leave it, and nobody has this name. */
    private KafkaFuture<Void> leaveOfNobody() {
        MemberToRemove nobody = new MemberToRemove("nobody-" + UUID.randomUUID());
        return admin.removeMembersFromConsumerGroup(
                        application, new RemoveMembersFromConsumerGroupOptions(List.of(nobody)))
                .all();
    }

    /** No producer has this id, which begins as those of the stream's producers do; brokers forget it after days. */
    private KafkaFuture<Void> fenceNobody() {
        FenceProducersOptions options = new FenceProducersOptions().timeoutMs((int) MAX_TRANSACTION_TIME.toMillis());
        return admin.fenceProducers(List.of(application + "-check"), options).all();
    }
}
