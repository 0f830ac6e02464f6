package io.inferencestream.gateway.caller;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a client's address behind proxies that are believed: the nearest one that is not such a proxy's, by what each proxy
 * has added to {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239). What a client wrote there itself stands further away
 * and counts for nothing.
 *
 * <p>Immutable. Asks no name server.
 *
 * @param networks whose addresses are trusted proxies
 */
public record TrustedProxies(List<Network> networks) {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("(?=.*:)[0-9a-fA-F:]+(\\.\\d{1,3}){0,3}");
    private static final Pattern WITH_PORT = Pattern.compile("\\[(.+)\\](:\\w+)?|([0-9.]+):\\w+");
    private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*for=(\"[^\"]*\"|[^;]*)");

    /**
     * Addresses that begin alike.
     *
     * @param address the first of them
     * @param bits how many are alike
     */
    public record Network(InetAddress address, int bits) {
        /**
         * Reads {@code 10.0.0.0/8}, or an address alone.
         *
         * @throws IllegalArgumentException if the text is not of that form
         */
        public static Network parse(String text) {
            String[] parts = text.split("/", 2);
            InetAddress address =
                    literal(parts[0]).orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
            int all = address.getAddress().length * 8;
            int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException("an address has " + all + " bits: " + text);
            }
            return new Network(address, bits);
        }

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        /** As the configuration spells it. */
        @Override
        public String toString() {
            return address.getHostAddress() + "/" + bits;
        }
    }

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * The client's address.
     *
     * @param remote whoever has connected
     * @param forwardedFor the lines of {@code X-Forwarded-For}
     * @param forwarded the lines of {@code Forwarded}
     * @return {@code remote} where it is no trusted proxy, or where none says for whom it asks
     */
    public String client(String remote, List<String> forwardedFor, List<String> forwarded) {
        if (!isTrusted(remote)) {
            return remote;
        }
        List<String> plain = entries(forwardedFor);
        List<String> standard =
                entries(forwarded).stream().map(TrustedProxies::whom).toList();
        if (plain.isEmpty() || standard.isEmpty()) {
            return nearest(remote, plain.isEmpty() ? standard : plain);
        }
        // A proxy that adds to one of them hands the other on as the client wrote it: which is which cannot be told.
        String client = nearest(remote, plain);
        return client.equals(nearest(remote, standard)) ? client : remote;
    }

    private String nearest(String remote, List<String> hops) {
        String client = remote;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            Optional<String> hop = literal(bare(hops.get(i))).map(InetAddress::getHostAddress);
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get();
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return !networks.isEmpty()
                && literal(bare(address))
                        .filter(its -> networks.stream().anyMatch(network -> network.contains(its)))
                        .isPresent();
    }

    private static List<String> entries(List<String> lines) {
        List<String> entries = new ArrayList<>();
        for (String line : lines) {
            for (String entry : line.split(",", -1)) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }

    private static String whom(String element) {
        Matcher whom = FOR.matcher(element);
        return whom.find() ? whom.group(1).replace("\"", "").strip() : "unknown";
    }

    private static String bare(String address) {
        Matcher form = WITH_PORT.matcher(address);
        if (!form.matches()) {
            return address;
        }
        return form.group(1) == null ? form.group(3) : form.group(1);
    }

    /** Only what is an address already: nothing is looked up. */
    private static Optional<InetAddress> literal(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return networks.toString();
    }
}
