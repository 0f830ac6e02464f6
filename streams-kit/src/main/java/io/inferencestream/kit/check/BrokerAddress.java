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

    /**
     * What is wrong with all of these addresses, in words; empty if one of them takes a connection.
     *
     * @param deadline shared by all of them, so that many that are silent take no longer than one
     */
    public static Optional<String> wrong(List<BrokerAddress> addresses, Deadline deadline) {
        List<String> wrongs = new ArrayList<>();
        for (BrokerAddress address : addresses) {
            Optional<String> wrong = address.wrong(share(deadline, addresses.size() - wrongs.size()));
            if (wrong.isEmpty()) {
                return Optional.empty();
            }
            wrongs.add(address + ": " + wrong.get());
        }
        return Optional.of(String.join("; ", wrongs));
    }

    private static Duration share(Deadline deadline, int addressesLeft) {
        Duration share = deadline.left().dividedBy(addressesLeft);
        return share.compareTo(CONNECT_TIMEOUT) < 0 ? share : CONNECT_TIMEOUT;
    }

    private Optional<String> wrong(Duration time) {
        int millis = (int) Math.max(1, time.toMillis()); // zero would be for ever
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), millis);
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("unknown host");
        } catch (SocketTimeoutException e) {
            return Optional.of("no answer");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
