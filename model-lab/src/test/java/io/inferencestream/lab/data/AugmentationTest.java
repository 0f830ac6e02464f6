package io.inferencestream.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.ImageShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AugmentationTest {
    private static final int SIDE = 4;
    private static final ImageShape SHAPE = new ImageShape(SIDE, SIDE, 1);
    private static final byte[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void changesAImageTheSameWayForTheSameSeed(long seed) {
        Augmentation augmentation = new Augmentation(true, 2, 2);

        assertThat(applied(augmentation, seed)).isEqualTo(applied(augmentation, seed));
    }

    @Test
    void changesAImageInManyWays() {
        Augmentation augmentation = new Augmentation(true, 2, 2);
        Set<String> seen = new HashSet<>();

        for (long seed = 0; seed < 100; seed++) {
            seen.add(Arrays.toString(applied(augmentation, seed)));
        }

        assertThat(seen).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leavesNeighboursInTheBatchAlone(long seed) {
        byte[] three = new byte[3 * IMAGE.length];
        Arrays.fill(three, (byte) 99);

        new Augmentation(true, 3, 3).apply(three, IMAGE.length, SHAPE, new SplittableRandom(seed));

        assertThat(Arrays.copyOf(three, IMAGE.length)).containsOnly(99);
        assertThat(Arrays.copyOfRange(three, 2 * IMAGE.length, three.length)).containsOnly(99);
    }

    @Test
    void mirrorsLeftToRightOrNotAtAll() {
        byte[] mirrored = {4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9, 16, 15, 14, 13};
        Set<String> seen = new HashSet<>();

        for (long seed = 0; seed < 20; seed++) {
            seen.add(Arrays.toString(applied(new Augmentation(true, 0, 0), seed)));
        }

        assertThat(seen).containsExactlyInAnyOrder(Arrays.toString(IMAGE), Arrays.toString(mirrored));
    }

    @Test
    void movesEveryPixelByTheSameWayAndFillsWithBlack() {
        Set<String> seen = new HashSet<>();
        Set<String> wanted = new HashSet<>();
        for (int down = -1; down <= 1; down++) {
            for (int right = -1; right <= 1; right++) {
                wanted.add(Arrays.toString(moved(right, down)));
            }
        }

        for (long seed = 0; seed < 200; seed++) {
            seen.add(Arrays.toString(applied(new Augmentation(false, 1, 0), seed)));
        }

        assertThat(seen).isEqualTo(wanted);
    }

    @Test
    void survivesMovesBeyondTheEdge() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(applied(new Augmentation(false, 7, 0), seed)).hasSize(IMAGE.length);
        }
    }

    @Test
    void coversAtMostTheSquare() {
        for (long seed = 0; seed < 50; seed++) {
            byte[] covered = applied(new Augmentation(false, 0, 2), seed);
            int black = 0;
            for (int i = 0; i < covered.length; i++) {
                assertThat(covered[i]).isIn((byte) 0, IMAGE[i]);
                black += covered[i] == 0 ? 1 : 0;
            }
            assertThat(black).isIn(1, 2, 4);
        }
    }

    @Test
    void leavesTheImageAsItIsWhenNothingIsAsked() {
        assertThat(applied(Augmentation.NONE, 1)).isEqualTo(IMAGE);
    }

    @Test
    void turnsAImageByTheAngleAndKeepsTheMiddle() {
        byte[] cross = new byte[25];
        for (int i = 0; i < 5; i++) {
            cross[10 + i] = 100;
        }

        new Resampling(new ImageShape(5, 5, 1), Math.PI / 2, 1, 0, 0).apply(cross, 0);

        for (int i = 0; i < 25; i++) {
            assertThat(cross[i]).as("pixel " + i).isEqualTo((byte) (i % 5 == 2 ? 100 : 0));
        }
    }

    @Test
    void enlargesTheMiddleWhenItCrops() {
        byte[] image = new byte[16];
        image[5] = image[6] = image[9] = image[10] = 80;

        new Resampling(SHAPE, 0, 0.5, 0, 0).apply(image, 0);

        assertThat(image[0]).isBetween((byte) 40, (byte) 50);
        assertThat(image[5]).isEqualTo((byte) 80);
    }

    @Test
    void brightensAllPixelsAlike() {
        Set<Integer> changes = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            byte[] changed = new byte[IMAGE.length];
            Arrays.fill(changed, (byte) 100);

            new Augmentation(false, 0, 0, 0, 1, 0.2f).apply(changed, 0, SHAPE, new SplittableRandom(seed));

            assertThat(changed).containsOnly(changed[0]);
            assertThat(Byte.toUnsignedInt(changed[0])).isBetween(49, 151);
            changes.add((int) changed[0]);
        }
        assertThat(changes).hasSizeGreaterThan(20);
    }

    @Test
    void mirrorsColoursAsWholePixels() {
        ImageShape colour = new ImageShape(2, 1, 3);
        Set<String> seen = new HashSet<>();

        for (long seed = 0; seed < 20; seed++) {
            byte[] pixels = {1, 2, 3, 4, 5, 6};
            new Augmentation(true, 0, 0).apply(pixels, 0, colour, new SplittableRandom(seed));
            seen.add(Arrays.toString(pixels));
        }

        assertThat(seen).containsExactlyInAnyOrder("[1, 2, 3, 4, 5, 6]", "[4, 5, 6, 1, 2, 3]");
    }

    private static byte[] applied(Augmentation augmentation, long seed) {
        byte[] pixels = IMAGE.clone();
        augmentation.apply(pixels, 0, SHAPE, new SplittableRandom(seed));
        return pixels;
    }

    private static byte[] moved(int right, int down) {
        byte[] moved = new byte[IMAGE.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int fromX = x - right;
                int fromY = y - down;
                boolean isInside = fromX >= 0 && fromX < SIDE && fromY >= 0 && fromY < SIDE;
                moved[y * SIDE + x] = isInside ? IMAGE[fromY * SIDE + fromX] : 0;
            }
        }
        return moved;
    }
}
