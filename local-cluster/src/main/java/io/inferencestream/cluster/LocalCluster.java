package io.inferencestream.cluster;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import java.nio.file.Path;

/** A broker and a registry that start and stop together. */
public record LocalCluster(LocalBroker broker, DevelopmentRegistry registry) implements AutoCloseable {

    /**
     * Returns once clients can use both.
     *
     * @throws RuntimeException as {@link LocalBroker#start} and {@link DevelopmentRegistry#start}; nothing is left
     *     running
     */
    public static LocalCluster start(BrokerOptions brokerOptions, RegistryOptions registryOptions) {
        DevelopmentRegistry registry = DevelopmentRegistry.start(registryOptions);
        try {
            return new LocalCluster(LocalBroker.start(brokerOptions), registry);
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** As {@link #start}, but topics and schemas are kept in one directory, and found again by the next start in it. */
    public static LocalCluster startIn(Path directory, BrokerOptions brokerOptions, RegistryOptions registryOptions) {
        return start(
                brokerOptions.directory(directory.resolve("kafka")),
                registryOptions.file(directory.resolve("registry.json")));
    }

    /** Stops both; may be called again. */
    @Override
    public void close() {
        broker.close();
        registry.close();
    }
}
