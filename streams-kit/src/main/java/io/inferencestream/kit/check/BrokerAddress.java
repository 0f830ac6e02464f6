package io.inferencestream.kit.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One address of {@code bootstrap.servers}.
 *
 * @param host name or address, without the brackets of IPv6
 * @param port from 1 to 65535
 */
public record BrokerAddress(String host, int port) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** The addresses of a list with commas, such as {@code a:9092,SSL://b:9093}. */
    public static List<BrokerAddress> list(String bootstrapServers) {
        return Arrays.stream(bootstrapServers.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(BrokerAddress::parse)
                .toList();
    }

    private static BrokerAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replaceFirst("^.*://", "").replaceAll("[\\[\\]]", "");
        return new BrokerAddress(host, Integer.parseInt(address.substring(colon + 1)));
    }

    /** What is wrong with all of these addresses, in words; empty if one of them takes a connection. */
    public static Optional<String> wrong(List<BrokerAddress> addresses) {
        List<String> wrongs = new ArrayList<>();
        for (BrokerAddress address : addresses) {
            Optional<String> wrong = address.wrong();
            if (wrong.isEmpty()) {
                return Optional.empty();
            }
            wrongs.add(address + ": " + wrong.get());
        }
        return Optional.of(String.join("; ", wrongs));
    }

    private Optional<String> wrong() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), (int) CONNECT_TIMEOUT.toMillis());
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("unknown host");
        } catch (SocketTimeoutException e) {
            return Optional.of("no answer within " + CONNECT_TIMEOUT.toSeconds() + " s");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
