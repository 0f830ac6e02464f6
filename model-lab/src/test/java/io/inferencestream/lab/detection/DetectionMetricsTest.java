package io.inferencestream.lab.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void interpolatesPrecisionAtAHundredAndOneRecalls() {
        List<TrueObject> truth = List.of(object(0, 0, 0, 100, 100), object(0, 200, 0, 100, 100));
        List<FoundObject> found =
                List.of(find(0, 0, 0, 100, 100, 0.9), find(0, 400, 400, 100, 100, 0.8), find(0, 200, 0, 62, 100, 0.7));

        DetectionMetrics metrics = DetectionMetrics.of(1, List.of("a"), truth, found);

        // At overlaps up to 0.60 both are hits: precision 1 at the 51 recalls up to 0.5, and 2/3 at the 50 above.
        double both = (51 + 50 * 2.0 / 3) / 101;
        double one = 51.0 / 101;
        assertThat(metrics.ap50()).isCloseTo(both, EXACT);
        assertThat(metrics.ap75()).isCloseTo(one, EXACT);
        assertThat(metrics.ap()).isCloseTo((3 * both + 7 * one) / 10, EXACT);
        assertThat(metrics.recall().get(1)).isCloseTo(0.5, EXACT);
        assertThat(metrics.recall().get(100)).isCloseTo((3 * 1 + 7 * 0.5) / 10, EXACT);
    }

    @Test
    void countsTheSecondFindOfAnObjectAsAFault() {
        List<FoundObject> found = List.of(find(0, 0, 0, 100, 100, 0.9), find(0, 0, 0, 100, 100, 0.8));

        DetectionMetrics metrics = DetectionMetrics.of(
                2,
                List.of("a"),
                List.of(object(0, 0, 0, 100, 100), object(1, 0, 0, 100, 100)),
                List.of(found.get(0), found.get(1), find(1, 0, 0, 100, 100, 0.7)));

        // Precision 1, 1/2, 2/3 at the recalls 0.5, 0.5, 1.
        assertThat(metrics.ap()).isCloseTo((51 + 50 * 2.0 / 3) / 101, EXACT);
    }

    @Test
    void countsFindsInACrowdNeitherAsHitsNorAsFaults() {
        TrueObject crowd = new TrueObject(0, "a", new PixelBox(300, 0, 100, 100), 100 * 100, true);
        List<FoundObject> found =
                List.of(find(0, 300, 0, 30, 30, 0.9), find(0, 320, 10, 30, 30, 0.8), find(0, 0, 0, 100, 100, 0.7));

        DetectionMetrics metrics =
                DetectionMetrics.of(1, List.of("a"), List.of(crowd, object(0, 0, 0, 100, 100)), found);

        assertThat(metrics.ap()).isCloseTo(1, EXACT);
    }

    @Test
    void countsAHundredFindsOfAClassInAnImage() {
        List<FoundObject> found = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            found.add(find(0, 1000, 1000, 10, 10, 0.9));
        }
        found.add(find(0, 0, 0, 100, 100, 0.1));

        assertThat(DetectionMetrics.of(1, List.of("a"), List.of(object(0, 0, 0, 100, 100)), found)
                        .recall())
                .isEqualTo(Map.of(1, 0.0, 10, 0.0, 100, 0.0));
    }

    @Test
    void saysNothingWhereThereIsNothingToFind() {
        DetectionMetrics metrics = DetectionMetrics.of(1, List.of("a"), List.of(), List.of(find(0, 0, 0, 10, 10, 0.9)));

        assertThat(metrics.ap()).isNaN();
        assertThat(metrics.perClass()).isEmpty();
        assertThat(DetectionMetrics.of(1, List.of("a"), List.of(object(0, 0, 0, 10, 10)), List.of())
                        .ap())
                .isZero();
    }

    /** The figures are those of a program of its own, in another language, that was given the same boxes. */
    @Test
    void givesTheFiguresOfAnIndependentProgramOnRandomBoxes() {
        assertFigures(
                20,
                List.of(0.10739303024492815, 0.24020141800738148, 0.10628556957182464),
                List.of(0.017966760961810466, 0.16511831540296884, 0.34652878001924303),
                List.of(0.1484124331550802, 0.2855336452762923, 0.2855336452762923),
                List.of(0.046785714285714285, 0.32375, 0.475),
                List.of(0.17961629304066995, 0.06519701952471035, 0.07380623699086132, 0.11095257142347095));
        assertFigures(
                21,
                List.of(0.15024561269578907, 0.30926601660937614, 0.11527298523285982),
                List.of(0.04888613861386139, 0.1863621376235368, 0.38807241521365754),
                List.of(0.21237967914438505, 0.3543850267379679, 0.3543850267379679),
                List.of(0.11083333333333334, 0.3555555555555555, 0.6291666666666667),
                List.of(0.13923973279680912, 0.1459170743933581, 0.02442244224422442, 0.29140320134876463));
    }

    private static void assertFigures(
            long seed,
            List<Double> overlaps,
            List<Double> sizes,
            List<Double> recalls,
            List<Double> recallSizes,
            List<Double> classes) {
        Scene scene = new Scene(seed);

        DetectionMetrics metrics = DetectionMetrics.of(24, List.of("a", "b", "c", "d"), scene.truth, scene.found);

        assertClose(seed, List.of(metrics.ap(), metrics.ap50(), metrics.ap75()), overlaps);
        assertClose(seed, List.copyOf(metrics.bySize().values()), sizes);
        assertClose(seed, List.copyOf(metrics.recall().values()), recalls);
        assertClose(seed, List.copyOf(metrics.recallBySize().values()), recallSizes);
        assertClose(seed, List.copyOf(metrics.perClass().values()), classes);
    }

    private static void assertClose(long seed, List<Double> figures, List<Double> wanted) {
        assertThat(figures).as("seed %s", seed).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(figures.get(i)).as("seed %s, figure %s", seed, i).isCloseTo(wanted.get(i), EXACT);
        }
    }

    /** Boxes by java.util.Random, whose numbers are the same everywhere; confidences are coarse, so that some are equal. */
    private static final class Scene {
        final List<TrueObject> truth = new ArrayList<>();
        final List<FoundObject> found = new ArrayList<>();
        private final Random random;

        Scene(long seed) {
            random = new Random(seed);
            for (int image = 0; image < 24; image++) {
                for (int i = random.nextInt(8); i > 0; i--) {
                    addObject(image);
                }
                for (int i = random.nextInt(4); i > 0; i--) {
                    String label = random.nextInt(8) == 0 ? "e" : label();
                    int x = random.nextInt(512);
                    int y = random.nextInt(512);
                    addFind(image, label, x, y, 1 + random.nextInt(128), 1 + random.nextInt(128));
                }
            }
        }

        private String label() {
            return "abcd".substring(random.nextInt(4)).substring(0, 1);
        }

        private void addObject(int image) {
            String label = label();
            int most = random.nextInt(4) != 0 ? 256 : 32;
            int x = random.nextInt(512);
            int y = random.nextInt(512);
            int width = 1 + random.nextInt(most);
            int height = 1 + random.nextInt(most);
            boolean isCrowd = random.nextInt(8) == 0;
            truth.add(new TrueObject(image, label, new PixelBox(x, y, width, height), width * height * 0.75, isCrowd));
            for (int i = random.nextInt(4); i > 0; i--) {
                int dx = random.nextInt(16);
                int dy = random.nextInt(16);
                int dw = random.nextInt(16);
                int dh = random.nextInt(16);
                addFind(image, label, x + dx - 8, y + dy - 8, width + dw, height + dh);
            }
        }

        private void addFind(int image, String label, int x, int y, int width, int height) {
            found.add(new FoundObject(image, label, new PixelBox(x, y, width, height), random.nextInt(64) / 64.0));
        }
    }

    private static TrueObject object(int image, int x, int y, int width, int height) {
        return new TrueObject(image, "a", new PixelBox(x, y, width, height), width * height, false);
    }

    private static FoundObject find(int image, int x, int y, int width, int height, double confidence) {
        return new FoundObject(image, "a", new PixelBox(x, y, width, height), confidence);
    }
}
