package io.inferencestream.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AugmentationTest {
    private static final int SIDE = 4;
    private static final byte[] PICTURE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void changesAPictureTheSameWayForTheSameSeed(long seed) {
        Augmentation augmentation = new Augmentation(true, 2, 2);

        assertThat(applied(augmentation, seed)).isEqualTo(applied(augmentation, seed));
    }

    @Test
    void changesAPictureInManyWays() {
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
        byte[] three = new byte[3 * PICTURE.length];
        Arrays.fill(three, (byte) 99);

        new Augmentation(true, 3, 3).apply(three, PICTURE.length, SIDE, SIDE, new SplittableRandom(seed));

        assertThat(Arrays.copyOf(three, PICTURE.length)).containsOnly(99);
        assertThat(Arrays.copyOfRange(three, 2 * PICTURE.length, three.length)).containsOnly(99);
    }

    @Test
    void mirrorsLeftToRightOrNotAtAll() {
        byte[] mirrored = {4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9, 16, 15, 14, 13};
        Set<String> seen = new HashSet<>();

        for (long seed = 0; seed < 20; seed++) {
            seen.add(Arrays.toString(applied(new Augmentation(true, 0, 0), seed)));
        }

        assertThat(seen).containsExactlyInAnyOrder(Arrays.toString(PICTURE), Arrays.toString(mirrored));
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
            assertThat(applied(new Augmentation(false, 7, 0), seed)).hasSize(PICTURE.length);
        }
    }

    @Test
    void coversAtMostTheSquare() {
        for (long seed = 0; seed < 50; seed++) {
            byte[] covered = applied(new Augmentation(false, 0, 2), seed);
            int black = 0;
            for (int i = 0; i < covered.length; i++) {
                assertThat(covered[i]).isIn((byte) 0, PICTURE[i]);
                black += covered[i] == 0 ? 1 : 0;
            }
            assertThat(black).isIn(1, 2, 4);
        }
    }

    @Test
    void leavesThePictureAsItIsWhenNothingIsAsked() {
        assertThat(applied(Augmentation.NONE, 1)).isEqualTo(PICTURE);
    }

    private static byte[] applied(Augmentation augmentation, long seed) {
        byte[] pixels = PICTURE.clone();
        augmentation.apply(pixels, 0, SIDE, SIDE, new SplittableRandom(seed));
        return pixels;
    }

    private static byte[] moved(int right, int down) {
        byte[] moved = new byte[PICTURE.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int fromX = x - right;
                int fromY = y - down;
                boolean isInside = fromX >= 0 && fromX < SIDE && fromY >= 0 && fromY < SIDE;
                moved[y * SIDE + x] = isInside ? PICTURE[fromY * SIDE + fromX] : 0;
            }
        }
        return moved;
    }
}
