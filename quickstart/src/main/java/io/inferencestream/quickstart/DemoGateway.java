package io.inferencestream.quickstart;

import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.config.GatewaySettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** The demo's gateway: on loopback, for everybody on this machine, with images. */
final class DemoGateway {
    private DemoGateway() {}

    /** Starts it with samples to try, on the port asked for; where that is taken and was not insisted on, on a free one. */
    static GatewayApp start(DemoCluster cluster, Path samples, int port, boolean insists) {
        return GatewayApp.start(settings(cluster, samples, insists || isFree(port) ? port : 0));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static GatewaySettings settings(DemoCluster cluster, Path samples, int port) {
        return GatewaySettings.parse(
                String.join(
                        "\n",
                        "application: demo",
                        "server: {port: " + port + "}",
                        "output: {deadLetters: " + DemoCluster.TOPICS.deadLetters() + "}",
                        "images: {show: true}",
                        "registry: {schema.registry.url: '" + cluster.registryUrl() + "'}",
                        "kafka: {bootstrap.servers: '" + cluster.bootstrapServers() + "'}"),
                Map.of("INFERENCE_GATEWAY_IMAGES_SAMPLES", samples.toString()));
    }
}
