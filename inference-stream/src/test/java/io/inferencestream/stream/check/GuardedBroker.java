package io.inferencestream.stream.check;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker that wants a password and allows nobody anything that no ACL allows; with the topics of a stream. */
public final class GuardedBroker implements AutoCloseable {
    private static final String PASSWORD = "correct-horse";
    private static final List<String> USERS = List.of("admin", "stream", "newcomer", "gateway", "producer");

    private final LocalBroker broker;

    private GuardedBroker(LocalBroker broker) {
        this.broker = broker;
    }

    /** Starts one, and makes the topics. */
    public static GuardedBroker start() throws ExecutionException, InterruptedException {
        StringBuilder users = new StringBuilder("username=\"admin\" password=\"" + PASSWORD + "\"");
        USERS.forEach(user -> users.append(" user_" + user + "=\"" + PASSWORD + "\""));
        GuardedBroker guarded = new GuardedBroker(LocalBroker.start(BrokerOptions.defaults()
                .property("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .property("super.users", "User:admin;User:ANONYMOUS")
                .property("sasl.enabled.mechanisms", "PLAIN")
                .property("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .property("listener.name.plaintext.plain.sasl.jaas.config", jaas(users.toString()))));
        try (Admin admin = guarded.admin()) {
            admin.createTopics(List.of(
                            new NewTopic("images", 2, (short) 1),
                            new NewTopic("predictions", 2, (short) 1),
                            new NewTopic("images-dead-letters", 2, (short) 1)
                                    .configs(Map.of("max.message.bytes", "1200000")),
                            new NewTopic("models", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        return guarded;
    }

    private static String jaas(String options) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required " + options + ";";
    }

    /** Kafka's keys of a client of this user. */
    public Map<String, String> client(String user) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                jaas("username=\"" + user + "\" password=\"" + PASSWORD + "\""));
    }

    /** A client of somebody who may do everything. */
    public Admin admin() {
        return Admin.create(Map.copyOf(client("admin")));
    }

    /** Allows a user so much on what is called or begins so. */
    public void allow(String user, ResourceType type, String name, PatternType pattern, AclOperation... operations)
            throws ExecutionException, InterruptedException {
        List<AclBinding> bindings = new ArrayList<>();
        for (AclOperation operation : operations) {
            bindings.add(new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        }
        try (Admin admin = admin()) {
            admin.createAcls(bindings).all().get();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
