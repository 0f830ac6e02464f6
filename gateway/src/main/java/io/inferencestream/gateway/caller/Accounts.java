package io.inferencestream.gateway.caller;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells callers apart who answer for what they ask: limits count by account, so that nobody pays for a stranger. */
public final class Accounts {
    /** A site has as many addresses of version 6 as it wants: it is told apart by the part that is given to it. */
    private static final int SITE_BYTES = 8;

    private Accounts() {}

    /**
     * The account of a caller: its name; of anonymous ones their address too.
     *
     * @param address as text, without a port
     */
    public static String of(Caller caller, String address) {
        return caller.isAnonymous() ? caller.name() + "@" + site(address) : caller.name();
    }

    /** An address, or of one of version 6 what all addresses of its site have in common. */
    static String site(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(Arrays.copyOf(bytes, SITE_BYTES)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
