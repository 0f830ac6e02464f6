package io.inferencestream.stream.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.SourceRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What reaches a collector over OTLP. */
final class ExportingIT {
    private final SourceRecord record =
            new SourceRecord(new RecordId("images", 3, 7), null, null, new RecordHeaders(), 0);

    @Test
    void sendsWhatIsLeftWhenItEnds() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(body, StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            traceOne(collector.getAddress().getPort());
        } finally {
            collector.stop(0);
        }

        assertThat(received)
                .singleElement()
                .asString()
                .startsWith("application/x-protobuf ")
                .contains("process images", "CORRUPT_IMAGE", "skin", "north");
    }

    @Test
    void losesSpansAndNothingElseWhereNoCollectorListens() {
        traceOne(1);
    }

    private void traceOne(int port) {
        StreamSettings settings = StreamSettings.parse(
                String.join(
                        "\n",
                        "application: skin",
                        "instance: north",
                        "tracing: {endpoint: 'http://127.0.0.1:" + port + "/v1/traces', rootPercent: 100}",
                        "kafka: {bootstrap.servers: 'b:1'}"),
                Map.of());
        Tracing tracing = Tracing.start(settings);
        tracing.records().read(record);
        tracing.records()
                .emitting(record, new Rejection(RejectionReason.CORRUPT_IMAGE, "cut short"), new RecordHeaders());
        tracing.end().run();
    }
}
