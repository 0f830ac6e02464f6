package io.inferencestream.kit.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.group.GroupView.Member;
import io.inferencestream.kit.group.GroupView.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscordTest {
    private static final String APP = "skin";
    private static final MemberLabel OWN = label("images", "avro", "predictions");

    @Test
    void aLabelOutlivesItsWayThroughKafkasClientIds() {
        MemberLabel hyphens = label("my-images-avro-1", "bytes", "p");

        String clientId = hyphens.clientId(APP);

        assertThat(MemberLabel.read(APP, clientId)).contains(hyphens);
        assertThat(MemberLabel.read(APP, clientId + "-StreamThread-12-consumer"))
                .contains(hyphens);
        assertThat(hyphens.clientId(APP)).isNotEqualTo(clientId);
    }

    @Test
    void readsNoLabelInAnotherClientId() {
        assertThat(MemberLabel.read(APP, "skin-7e14746c-a30c-46cd-9655-88d6541191ea-StreamThread-1-consumer"))
                .isEmpty();
        assertThat(MemberLabel.read(APP, "my-client-StreamThread-1-consumer")).isEmpty();
        assertThat(MemberLabel.read(APP, "")).isEmpty();
    }

    @Test
    void findsNothingAmongMembersThatDoTheSame() {
        assertThat(discord(GroupView.NONE)).isEmpty();
        assertThat(discord(classic(member(OWN, "images"), member(OWN)))).isEmpty();
        assertThat(discord(classic(new Member("older", "/10.0.0.2", Set.of("images")))))
                .isEmpty();
    }

    @Test
    void namesTheMemberThatReadsAnotherTopicWhateverItWasGiven() {
        assertThat(discord(classic(member(OWN, "images"), member(label("photos", "avro", "p"), "images"))))
                .get()
                .asString()
                .matches(
                        "member skin-photos-avro-\\w{8}-\\w{8}-StreamThread-1-consumer at /10.0.0.1 reads topic photos,"
                                + " and this instance reads images");
    }

    @Test
    void namesTheMemberThatReadsTheSameTopicInAnotherWay() {
        assertThat(discord(classic(member(label("images", "bytes", "predictions")))))
                .get()
                .asString()
                .endsWith(" reads topic images as bytes, and this instance as avro");
    }

    @Test
    void namesTheMemberThatWritesElsewhere() {
        assertThat(discord(classic(member(label("images", "avro", "others")))))
                .get()
                .asString()
                .endsWith(" reads topic images like this instance, and writes to other topics");
    }

    @Test
    void goesByThePartitionsOfMembersWithoutALabel() {
        assertThat(discord(classic(new Member("older", "/10.0.0.2", Set.of("photos")))))
                .contains("its members read photos, and this instance reads images");
        assertThat(discord(new GroupView(
                        Optional.of(Protocol.STREAMS),
                        List.of(new Member("older", "/10.0.0.2", Set.of())),
                        Set.of("photos"))))
                .contains("its members read photos, and this instance reads images");
    }

    @Test
    void namesNoMoreThanFive() {
        Member[] strangers = new Member[7];
        for (int i = 0; i < strangers.length; i++) {
            strangers[i] = member(label("photos" + i, "avro", "p"));
        }

        assertThat(discord(classic(strangers)))
                .get()
                .asString()
                .contains("photos4")
                .doesNotContain("photos5")
                .endsWith("; and 2 more");
    }

    private static Optional<String> discord(GroupView group) {
        return new Discord(APP, OWN).in(group);
    }

    private static GroupView classic(Member... members) {
        return new GroupView(Optional.of(Protocol.CLASSIC), List.of(members), Set.of());
    }

    private static Member member(MemberLabel label, String... topics) {
        return new Member(label.clientId(APP) + "-StreamThread-1-consumer", "/10.0.0.1", Set.of(topics));
    }

    private static MemberLabel label(String topic, String format, String output) {
        return MemberLabel.of(topic, format, List.of(output));
    }
}
