package io.inferencestream.deadletters.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LetterDigestTest {
    private static final Optional<RecordPosition> ORIGIN = Optional.of(new RecordPosition("images", 1, 7));
    private static final byte[] KEY = bytes("key");
    private static final byte[] VALUE = bytes("value");

    @Test
    void tellsRecordsApartByPlaceTimeKeyAndValue() {
        List<LetterDigest> digests = List.of(
                LetterDigest.of(ORIGIN, 5, KEY, VALUE),
                LetterDigest.of(Optional.of(new RecordPosition("images", 1, 8)), 5, KEY, VALUE),
                LetterDigest.of(Optional.empty(), 5, KEY, VALUE),
                LetterDigest.of(ORIGIN, 6, KEY, VALUE),
                LetterDigest.of(ORIGIN, 5, null, VALUE),
                LetterDigest.of(ORIGIN, 5, new byte[0], VALUE),
                LetterDigest.of(ORIGIN, 5, KEY, null),
                LetterDigest.of(ORIGIN, 5, bytes("keyv"), bytes("alue")));

        assertThat(digests).doesNotHaveDuplicates();
        assertThat(digests.get(0)).isEqualTo(LetterDigest.of(ORIGIN, 5, KEY.clone(), VALUE.clone()));
    }

    @Test
    void isReadAsItIsWritten() {
        LetterDigest digest = new LetterDigest(-1, 1);

        assertThat(digest).hasToString("ffffffffffffffff0000000000000001");
        assertThat(LetterDigest.parse(digest.toString())).contains(digest);
    }

    /** Written by another version it would be another letter, and be resent. */
    @Test
    void staysWhatItIs() {
        assertThat(LetterDigest.of(ORIGIN, 5, KEY, VALUE)).hasToString("f55befb8557a925042881faec0379a0e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff", "ffffffffffffffff000000000000000g", "ffffffffffffffff00000000000000011"})
    void readsNothingElse(String text) {
        assertThat(LetterDigest.parse(text)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
