package io.inferencestream.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void letsACallerDoInOneBurstWhatItMayDoInASecond() {
        RateLimit limit = new RateLimit(2, nanos::get);

        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isEqualTo(1);
        assertThat(limit.take("b")).isZero();
        nanos.addAndGet(500_000_000);
        assertThat(limit.take("a")).isZero();
    }

    @Test
    void limitsNobodyWhereNoLimitIsSaid() {
        RateLimit limit = new RateLimit(0, nanos::get);

        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.take("a")).isZero();
        }
    }

    @Test
    void readsAKeyByItsDigest() {
        ApiKey key = ApiKey.parse("ward-7:predict+observe:" + ApiKey.digest("secret"));

        assertThat(key.roles()).isEqualTo(Set.of(Role.PREDICT, Role.OBSERVE));
        assertThat(key.matches(ApiKey.digest("secret"))).isTrue();
        assertThat(key.matches(ApiKey.digest("secreT"))).isFalse();
        assertThat(ApiKey.parse(key.toString())).isEqualTo(key);
        assertThatThrownBy(() -> ApiKey.parse("ward-7:predict:secret")).isInstanceOf(IllegalArgumentException.class);
    }
}
