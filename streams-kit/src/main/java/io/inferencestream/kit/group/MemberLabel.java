package io.inferencestream.kit.group;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instance tells the other members of its group about its work, in the one text that Kafka shows of a member
 * whatever the group's protocol: its client id.
 *
 * <p>Kafka shows no member's subscription. Of a group under the protocol {@code classic} it shows what its leader has
 * assigned, which is the leader's topic for members that read another one, too.
 *
 * @param topic the topic that is read
 * @param format how its values are read, one word of lower-case letters
 * @param outputs stands for the topics that are written: equal where these are equal
 */
public record MemberLabel(String topic, String format, String outputs) {
    private static final Pattern WORK =
            Pattern.compile("-(.+)-([a-z]+)-([0-9a-f]{8})-[0-9a-f]{8}(?:-StreamThread-\\d+-consumer)?");

    /** A label of an instance that writes to these topics, in this order. */
    public static MemberLabel of(String topic, String format, List<String> outputTopics) {
        return new MemberLabel(topic, format, digest(String.join(" ", outputTopics)));
    }

    /** The label in a member's client id; empty where an operator chose the id, or an instance has none of ours. */
    public static Optional<MemberLabel> read(String application, String clientId) {
        if (!clientId.startsWith(application)) {
            return Optional.empty();
        }
        Matcher work = WORK.matcher(clientId.substring(application.length()));
        return work.matches()
                ? Optional.of(new MemberLabel(work.group(1), work.group(2), work.group(3)))
                : Optional.empty();
    }

    /** A client id that carries this label and is nobody else's. */
    public String clientId(String application) {
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return String.join("-", application, topic, format, outputs, unique);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
