package io.inferencestream.chaos.engine;

import java.time.Duration;
import java.util.Locale;

/** What a fake model is like. */
public enum Temper {
    /** A millisecond a batch and two an image. */
    STEADY(Duration.ofMillis(1), Duration.ofMillis(2)),
    /** Half a second an image. */
    SLOW(Duration.ZERO, Duration.ofMillis(500)),
    /** Hangs on {@link ChaosModel#VICTIM}. */
    HANGS(Duration.ZERO, Duration.ZERO),
    /** Takes its process down on {@link ChaosModel#VICTIM}, as native code does. */
    CRASHES(Duration.ZERO, Duration.ZERO);

    private final Duration perBatch;
    private final Duration perImage;

    Temper(Duration perBatch, Duration perImage) {
        this.perBatch = perBatch;
        this.perImage = perImage;
    }

    /** The model's name in the repository. */
    public String modelName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Duration time(int images) {
        return perBatch.plus(perImage.multipliedBy(images));
    }
}
