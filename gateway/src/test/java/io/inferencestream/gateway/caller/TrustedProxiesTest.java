package io.inferencestream.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.caller.TrustedProxies.Network;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES =
            new TrustedProxies(List.of(Network.parse("10.0.0.0/9"), Network.parse("2001:db8::7")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    192.0.2.1   | 203.0.113.7                 | 192.0.2.1
                    10.128.0.1  | 203.0.113.7                 | 10.128.0.1
                    10.0.0.1    | 203.0.113.7                 | 203.0.113.7
                    10.0.0.1    | ''                          | 10.0.0.1
                    10.0.0.1    | 198.51.100.9, 203.0.113.7   | 203.0.113.7
                    10.0.0.1    | 203.0.113.7, 10.1.1.1       | 203.0.113.7
                    10.0.0.1    | 203.0.113.7:4711            | 203.0.113.7
                    10.0.0.1    | '[2001:db8::9]:4711'        | 2001:db8:0:0:0:0:0:9
                    10.0.0.1    | unknown                     | 10.0.0.1
                    10.0.0.1    | 203.0.113.7, localhost      | 10.0.0.1
                    10.0.0.1    | 203.0.113.7, 999.1.1.1      | 10.0.0.1
                    2001:db8::7 | 203.0.113.7                 | 203.0.113.7
                    2001:db8::8 | 203.0.113.7                 | 2001:db8::8
                    """)
    void takesTheNearestAddressThatIsNoTrustedProxys(String remote, String forwardedFor, String client) {
        assertThat(PROXIES.client(remote, List.of(forwardedFor), List.of())).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    for=203.0.113.7                                | 203.0.113.7
                    proto=https;For="[2001:db8::9]:80";by=10.0.0.1 | 2001:db8:0:0:0:0:0:9
                    for=198.51.100.9, for=203.0.113.7              | 203.0.113.7
                    for=_hidden                                    | 10.0.0.1
                    by=10.0.0.1                                    | 10.0.0.1
                    """)
    void readsTheStandardHeader(String forwarded, String client) {
        assertThat(PROXIES.client("10.0.0.1", List.of(), List.of(forwarded))).isEqualTo(client);
    }

    /** A proxy adds to one of them, and hands the other on as a client has written it. */
    @Test
    void believesNeitherHeaderWhereTheyDisagree() {
        assertThat(PROXIES.client("10.0.0.1", List.of("203.0.113.7"), List.of("for=203.0.113.7")))
                .isEqualTo("203.0.113.7");
        assertThat(PROXIES.client("10.0.0.1", List.of("203.0.113.7"), List.of("for=198.51.100.1")))
                .isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0", "2001:db8::/129"})
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsAnonymousCallersApartByTheirSite() {
        Caller anonymous = new Caller(Caller.ANONYMOUS, Set.of());

        assertThat(Accounts.of(anonymous, "192.0.2.1")).isNotEqualTo(Accounts.of(anonymous, "192.0.2.2"));
        assertThat(Accounts.of(anonymous, "2001:db8:1:2::3")).isEqualTo(Accounts.of(anonymous, "2001:db8:1:2:9::4"));
        assertThat(Accounts.of(anonymous, "2001:db8:1:2::3")).isNotEqualTo(Accounts.of(anonymous, "2001:db8:1:3::3"));
        assertThat(Accounts.of(new Caller("ward", Set.of()), "192.0.2.1")).isEqualTo("ward");
    }
}
