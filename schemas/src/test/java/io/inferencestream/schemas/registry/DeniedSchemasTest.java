package io.inferencestream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a registry that denies a schema is believed: a record that waits for it is good until then. */
class DeniedSchemasTest {
    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final Schema LONG = Schema.create(Schema.Type.LONG);
    private static final SchemaKey UNKNOWN = new SchemaKey.Id(77);
    private static final long NOW = 1_700_000_000_000L;
    private static final long LONG_AGO = NOW - Duration.ofHours(1).toMillis();

    private final FakeRegistry leader = new FakeRegistry();
    private final FakeRegistry follower = new FakeRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong millis = new AtomicLong(NOW);

    @AfterEach
    void stop() {
        leader.close();
        follower.close();
    }

    @Test
    void believesADenialThatLastsLongerThanAnyFollowerLagsBehind() {
        SchemaRegistryClient client = client(leader.url());

        assertThatThrownBy(() -> client.find(UNKNOWN, NOW)).isInstanceOf(RegistryUnavailableException.class);
        pass(SchemaRegistryClient.CATCH_UP);

        assertThatThrownBy(() -> client.find(UNKNOWN, NOW)).isInstanceOf(SchemaNotFoundException.class);
    }

    @Test
    void letsADenialThatWasBelievedVouchForTheNextOldRecords() {
        SchemaRegistryClient client = client(leader.url());
        believe(client, UNKNOWN);

        assertThatThrownBy(() -> client.find(new SchemaKey.Id(78), LONG_AGO))
                .isInstanceOf(SchemaNotFoundException.class);
        assertThatThrownBy(() -> client.find(new SchemaKey.Id(79), millis.get()))
                .isInstanceOf(RegistryUnavailableException.class);
        pass(Duration.ofMinutes(2));
        assertThatThrownBy(() -> client.find(new SchemaKey.Id(80), LONG_AGO))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void believesAtOnceForWhoeverCannotComeAgain() {
        assertThatThrownBy(() -> client(leader.url()).find(UNKNOWN, SchemaRegistryClient.CANNOT_WAIT))
                .isInstanceOf(SchemaNotFoundException.class);
    }

    @Test
    void findsASchemaThatAFollowerLearnsOfThreeSecondsLater() {
        SchemaRegistryClient client = client(follower.url());
        assertThatThrownBy(() -> client.find(new SchemaKey.Id(1), NOW))
                .isInstanceOf(RegistryUnavailableException.class);

        pass(Duration.ofSeconds(3));
        follower.add("s", INT);

        assertThat(client.isReachable()).isTrue();
        assertThat(client.find(new SchemaKey.Id(1), NOW)).isEqualTo(INT);
    }

    @Test
    void believesNoFollowerThatLacksASchemaWhichIsKnownToExist() {
        int first = leader.add("s", INT);
        int second = leader.add("s", LONG);
        follower.add("s", INT);
        SchemaRegistryClient client = client(leader.url() + "," + follower.url());
        client.byId(second);
        leader.close();

        assertThatThrownBy(() -> client.find(UNKNOWN, SchemaRegistryClient.CANNOT_WAIT))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("lags behind");
        assertThat(client.find(new SchemaKey.Id(first), SchemaRegistryClient.CANNOT_WAIT))
                .isEqualTo(INT);
    }

    @Test
    void believesAFollowerThatKnowsTheNewestSchemaWhileTheLeaderIsDown() {
        leader.add("s", INT);
        follower.add("s", INT);
        SchemaRegistryClient client = client(leader.url() + "," + follower.url());
        client.byId(1);
        leader.close();

        assertThatThrownBy(() -> client.find(UNKNOWN, SchemaRegistryClient.CANNOT_WAIT))
                .isInstanceOf(SchemaNotFoundException.class);
    }

    @Test
    void takesARefusalOfOneIdForADenialWhereTheRegistryGivesOutOthers() {
        leader.add("s", INT);
        leader.forbid(77);
        SchemaRegistryClient client = client(leader.url());
        client.byId(1);

        assertThatThrownBy(() -> client.find(UNKNOWN, SchemaRegistryClient.CANNOT_WAIT))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("403")
                .hasMessageContaining("/schemas/ids/77");
    }

    @Test
    void takesARefusalForADenialWhereTheRegistryAnswersQuestionsThatNeedNoRight() {
        leader.forbid(77);

        assertThatThrownBy(() -> client(leader.url()).find(UNKNOWN, SchemaRegistryClient.CANNOT_WAIT))
                .isInstanceOf(SchemaNotFoundException.class);
    }

    @Test
    void takesARefusalOfEverythingForAnOutage() {
        leader.add("s", INT);
        SchemaRegistryClient client = client(leader.url());
        client.byId(1);
        leader.forbid(1);
        leader.forbid(77);

        assertThatThrownBy(() -> client.find(UNKNOWN, SchemaRegistryClient.CANNOT_WAIT))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void asksTheOtherAddressesBeforeItBelievesADenial() {
        leader.add("s", INT);
        SchemaRegistryClient client = client(follower.url() + "," + leader.url());

        assertThat(client.find(new SchemaKey.Id(1), SchemaRegistryClient.CANNOT_WAIT))
                .isEqualTo(INT);
    }

    @Test
    void findsASchemaByItsGuid() {
        UUID guid = UUID.fromString("5f3a6f8e-2c07-4b8b-9c55-0a2f6d9a7b11");
        leader.name(leader.add("s", INT), guid);

        assertThat(client(leader.url()).find(new SchemaKey.Guid(guid), SchemaRegistryClient.CANNOT_WAIT))
                .isEqualTo(INT);
    }

    @Test
    void namesAGuidThatTheRegistryDoesNotKnow() {
        UUID guid = UUID.fromString("5f3a6f8e-2c07-4b8b-9c55-0a2f6d9a7b11");
        leader.next(404, 404); // a registry that knows no GUIDs at all

        assertThatThrownBy(() -> client(leader.url()).find(new SchemaKey.Guid(guid), SchemaRegistryClient.CANNOT_WAIT))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining(guid.toString());
    }

    private void believe(SchemaRegistryClient client, SchemaKey key) {
        assertThatThrownBy(() -> client.find(key, NOW)).isInstanceOf(RegistryUnavailableException.class);
        pass(SchemaRegistryClient.CATCH_UP);
        assertThatThrownBy(() -> client.find(key, NOW)).isInstanceOf(SchemaNotFoundException.class);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }

    private SchemaRegistryClient client(String urls) {
        RegistrySettings settings = RegistrySettings.of(leader.config("schema.registry.url", urls));
        return new SchemaRegistryClient(settings, nanos::get, millis::get);
    }
}
