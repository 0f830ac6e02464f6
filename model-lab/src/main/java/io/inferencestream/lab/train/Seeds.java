package io.inferencestream.lab.train;

import java.util.SplittableRandom;

/** Sources of chance, a fresh one for each use and place in a run, so that none depends on what was drawn before. */
final class Seeds {
    private Seeds() {}

    enum Use {
        START,
        ORDER,
        AUGMENTATION,
        DROPOUT
    }

    static SplittableRandom of(long seed, Use use, int place) {
        SplittableRandom bySeed = new SplittableRandom(seed + use.ordinal() * 0x9E3779B97F4A7C15L);
        return new SplittableRandom(bySeed.nextLong() + place * 0xBF58476D1CE4E5B9L);
    }
}
