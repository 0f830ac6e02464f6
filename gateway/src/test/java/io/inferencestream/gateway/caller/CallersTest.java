package io.inferencestream.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final String HERE = "192.0.2.1";

    private final AtomicInteger checked = new AtomicInteger();
    private KnownCallers known = named("ward-7:predict:" + ApiKey.digest("secret"));

    /** Remembers one token and believes another. */
    private final Tokens tokens = new Tokens() {
        @Override
        public Optional<Pass> remembered(String token) {
            return token.equals("remembered") ? Optional.of(pass()) : Optional.empty();
        }

        @Override
        public Verdict verdict(String token) {
            checked.incrementAndGet();
            return token.equals("good") ? new Verdict.Known(pass()) : new Verdict.Refused("bad");
        }

        private Pass pass() {
            return new Pass(new Caller("oidc:mia", Set.of(Role.PREDICT)), () -> true);
        }
    };

    private final Callers callers =
            new Callers(() -> known, tokens, Set.of(), Clock.fixed(NOW, ZoneOffset.UTC), () -> 0);

    @Test
    void looksAtSoManyUnknownTokensOfOneAddressAndKnowsTheKnownRegardless() {
        for (int i = 0; i < 500; i++) {
            bearer("bad", HERE);
        }

        assertThat(bearer("bad", HERE)).isInstanceOf(Verdict.TooMany.class);
        assertThat(checked.get()).isBetween(1, 20);
        assertThat(bearer("good", HERE)).isInstanceOf(Verdict.TooMany.class);
        assertThat(bearer("remembered", HERE)).isInstanceOf(Verdict.Known.class);
        assertThat(bearer("secret", HERE)).isInstanceOf(Verdict.Known.class);
        assertThat(key("secret", HERE)).isInstanceOf(Verdict.Known.class);
        assertThat(key("guess", HERE)).isInstanceOf(Verdict.TooMany.class);
        assertThat(bearer("good", "192.0.2.2")).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void looksAtSoManyOfOneSiteHoweverManyAddressesItHas() {
        for (int i = 0; i < 500; i++) {
            bearer("bad", "2001:db8:0:1::" + Integer.toHexString(i));
        }

        assertThat(checked.get()).isBetween(1, 20);
        assertThat(bearer("good", "2001:db8:0:2::1")).isInstanceOf(Verdict.Known.class);
    }

    @Test
    void countsNoGoodTokenAsATry() {
        for (int i = 0; i < 500; i++) {
            assertThat(bearer("good", HERE)).isInstanceOf(Verdict.Known.class);
        }
    }

    @Test
    void knowsAKeyUntilItExpires() {
        known = named(
                "ward-7:predict:" + ApiKey.digest("today") + ":2026-11-29\nward-7:predict:" + ApiKey.digest("gone")
                        + ":2026-11-28\nward-7:predict:" + ApiKey.digest("noon") + ":2026-11-29T12:00:00Z");

        assertThat(key("today", HERE)).isInstanceOf(Verdict.Known.class);
        assertThat(key("gone", HERE)).isEqualTo(new Verdict.Refused("expired key of ward-7"));
        assertThat(key("noon", HERE)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void takesAPassBackWhenItsKeyOrOneOfItsRolesIsTaken() {
        known = named("ward-7:predict+observe:" + ApiKey.digest("secret"));
        Pass pass = ((Verdict.Known) key("secret", HERE)).pass();
        assertThat(pass.isGood().getAsBoolean()).isTrue();

        known = named("ward-7:predict:" + ApiKey.digest("secret"));
        assertThat(pass.isGood().getAsBoolean()).isFalse();

        known = new KnownCallers(List.of(), List.of());
        assertThat(pass.isGood().getAsBoolean()).isFalse();
    }

    @Test
    void readsWhatItWrites() {
        String key = "ward-7:predict+observe:" + ApiKey.digest("secret") + ":2027-02-01T00:00:00Z";

        assertThat(ApiKey.parse(key)).hasToString(key);
        assertThat(ApiKey.parse("ward-7:predict+observe:" + ApiKey.digest("secret") + ":2027-01-31"))
                .hasToString(key);
        assertThat(CertificateRule.parse(
                        CertificateRule.parse("w:predict:CN=Ward 7,  O=Clinic").toString()))
                .isEqualTo(CertificateRule.parse("w:predict:cn=ward 7,o=clinic"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anonymous:predict:9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
                "a b:predict:9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
                "ward:fly:9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
                "ward:predict:9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab:soon",
                "ward:predict:secret",
                "ward:predict:CN"
            })
    void refusesLinesThatNameNobody(String line) {
        assertThatThrownBy(() -> named("# one\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }

    private static KnownCallers named(String text) {
        return KnownCallers.parse(text);
    }

    private Verdict bearer(String token, String address) {
        return callers.verdict(new Evidence(null, "Bearer " + token, null, address));
    }

    private Verdict key(String key, String address) {
        return callers.verdict(new Evidence(key, null, null, address));
    }
}
