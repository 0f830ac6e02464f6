package io.inferencestream.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.answer.ActivationMap;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.output.BatchScores.ActivationMaps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchScoresTest {
    private static final float NAN = Float.NaN;

    @Test
    void ranksTheMostProbableClassesFirst() {
        assertThat(topK(3, 0.1f, 0.5f, 0.05f, 0.35f))
                .containsExactly(
                        new RankedLabel("c1", 1, 0.5f),
                        new RankedLabel("c3", 3, 0.35f),
                        new RankedLabel("c0", 0, 0.1f));
    }

    @Test
    void ranksEquallyProbableClassesByIndex() {
        assertThat(topK(3, 0.2f, 0.3f, 0.3f, 0.2f, 0.3f))
                .extracting(RankedLabel::classIndex)
                .containsExactly(1, 2, 4);
    }

    @Test
    void ranksWhatIsNotANumberLast() {
        assertThat(topK(3, NAN, 0.2f, NAN, 0.3f))
                .extracting(RankedLabel::classIndex)
                .startsWith(3, 1);
    }

    @Test
    void ranksAllClassesIfAskedTo() {
        assertThat(topK(2, 0f, 1f)).extracting(RankedLabel::classIndex).containsExactly(1, 0);
    }

    @Test
    void ranksAsASortWould() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int classes = 1 + random.nextInt(40);
            int k = 1 + random.nextInt(classes);
            float[] scores = new float[classes];
            IntStream.range(0, classes).forEach(i -> scores[i] = random.nextInt(10) / 10f);

            List<Integer> expected = IntStream.range(0, classes)
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> -scores[i]))
                    .limit(k)
                    .toList();

            assertThat(topK(k, scores))
                    .as("seed %d, scores %s", seed, Arrays.toString(scores))
                    .extracting(RankedLabel::classIndex)
                    .isEqualTo(expected);
        }
    }

    @Test
    void readsItsOwnRow() {
        Classification answer = read(2, 1, 2, new float[] {1, 0, 0.25f, 0.75f}, null, 1);

        assertThat(answer.topK()).containsExactly(new RankedLabel("c1", 1, 0.75f));
        assertThat(answer.scores()).isEqualTo(new Scores(new float[] {0.25f, 0.75f}));
        assertThat(answer.activationMap()).isNull();
    }

    @Test
    void listsEveryScoreOfAHundredClassesAndNoneOfMore() {
        assertThat(read(100, 1, 1, new float[100], null, 0).scores().size()).isEqualTo(100);
        assertThat(read(101, 1, 1, new float[101], null, 0).scores()).isSameAs(Scores.NONE);
    }

    @Test
    void scalesTheEvidenceForTheFirstAnswer() {
        ActivationMap map = activationMap(9, 4, 9, 2, 9, -1, 9, 1);

        assertThat(map).isEqualTo(new ActivationMap(2, 2, List.of(1f, 0.5f, 0f, 0.25f)));
    }

    @Test
    void aMapWithoutEvidenceIsAllZero() {
        assertThat(activationMap(9, -4, 9, 0, 9, NAN, 9, -1))
                .isEqualTo(new ActivationMap(2, 2, List.of(0f, 0f, 0f, 0f)));
    }

    @Test
    void theLeastEvidenceThereIsScalesToOne() {
        assertThat(activationMap(9, Float.MIN_VALUE, 9, 0, 9, 0, 9, 0).values()).containsExactly(1f, 0f, 0f, 0f);
    }

    @Test
    void readsTheMapOfItsOwnRow() {
        ActivationMaps maps = new ActivationMaps(1, 2, 2, new float[] {1, 1, 1, 1, 0, 3, 0, 6});

        assertThat(read(2, 1, 2, new float[] {1, 0, 0, 1}, maps, 1).activationMap())
                .isEqualTo(new ActivationMap(2, 1, List.of(0.5f, 1f)));
    }

    @Test
    void refusesProbabilitiesOfOtherClassesThanTheCardNames() {
        assertThatThrownBy(() -> read(3, 1, 1, new float[2], null, 0))
                .hasMessage("probabilities must hold 1x3 values: 2");
    }

    private static List<RankedLabel> topK(int k, float... probabilities) {
        return read(probabilities.length, k, 1, probabilities, null, 0).topK();
    }

    /** The map of a 2x2 grid of two classes, the second of which is the answer. */
    private static ActivationMap activationMap(float... values) {
        @Nullable
        ActivationMap map = read(2, 1, 1, new float[] {0, 1}, new ActivationMaps(2, 2, 2, values), 0)
                .activationMap();
        assertThat(map).isNotNull();
        return java.util.Objects.requireNonNull(map);
    }

    private static Classification read(
            int classes, int k, int images, float[] probabilities, @Nullable ActivationMaps maps, int image) {
        List<String> labels = IntStream.range(0, classes).mapToObj(i -> "c" + i).toList();
        BatchScores scores = new BatchScores(new ClassesSpec(labels, k), images, probabilities, maps);
        return (Classification) scores.answer(image);
    }
}
