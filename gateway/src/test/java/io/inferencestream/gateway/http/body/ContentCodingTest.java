package io.inferencestream.gateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies are packed and unpacked, and no body unpacks to more than it may. */
class ContentCodingTest {
    private static final byte[] TEXT = "an image, an image, an image".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void unpacksWhatItPacks(ContentCoding coding) {
        assertThat(coding.unpack(coding.pack(TEXT), TEXT.length, bytes -> true)).isEqualTo(TEXT);
    }

    @Test
    void unpacksDeflateWithoutTheHeaderOfZlib() {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(TEXT);
        deflater.finish();
        byte[] packed = new byte[100];
        byte[] bare = Arrays.copyOf(packed, deflater.deflate(packed));
        System.arraycopy(packed, 0, bare, 0, bare.length);
        deflater.end();

        assertThat(ContentCoding.DEFLATE.unpack(bare, 100, bytes -> true)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void stopsWhereABombHasUnpackedToMoreThanItMay(ContentCoding coding) {
        byte[] bomb = coding.pack(new byte[64 << 20]);

        assertThatThrownBy(() -> coding.unpack(bomb, 1_000, bytes -> true))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(413));
    }

    @Test
    void takesRoomForWhatItUnpacksAndEndsWhereThereIsNone() {
        byte[] packed = ContentCoding.GZIP.pack(new byte[1 << 20]);
        AtomicLong taken = new AtomicLong();

        assertThatThrownBy(() -> ContentCoding.GZIP.unpack(packed, 2 << 20, bytes -> taken.addAndGet(bytes) < 100_000))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(429));
        assertThat(taken.get()).isBetween(100_000L, 120_000L);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void refusesWhatIsNotOfItsCodingOrIsCutShort(ContentCoding coding) {
        byte[] packed = coding.pack(TEXT);

        for (byte[] body : new byte[][] {TEXT, {}, Arrays.copyOf(packed, packed.length / 2)}) {
            assertThatThrownBy(() -> coding.unpack(body, 1_000, bytes -> true))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.status()).isEqualTo(400));
        }
    }

    @Test
    void refusesCodingsThatAreNotServed() {
        assertThatThrownBy(() -> ContentCoding.of("br")).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.status()).isEqualTo(415);
            assertThat(problem.headers()).containsEntry("Accept-Encoding", "gzip, deflate");
        });
        assertThatThrownBy(() -> ContentCoding.of("gzip, gzip")).isInstanceOf(ProblemException.class);
        assertThat(ContentCoding.of(null)).isEqualTo(ContentCoding.IDENTITY);
        assertThat(ContentCoding.of("X-GZIP")).isEqualTo(ContentCoding.GZIP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|GZIP",
                "deflate|DEFLATE",
                "gzip, deflate, br|GZIP",
                "gzip;q=0.2, deflate;q=0.8|DEFLATE",
                "gzip;q=0|IDENTITY",
                "gzip;q=broken|IDENTITY",
                "br|IDENTITY",
                "*|GZIP",
                "identity|IDENTITY",
                "''|IDENTITY"
            })
    void answersInTheCodingThatAClientLikesBest(String accepted, ContentCoding expected) {
        assertThat(ContentCoding.accepted(accepted)).isEqualTo(expected);
    }
}
