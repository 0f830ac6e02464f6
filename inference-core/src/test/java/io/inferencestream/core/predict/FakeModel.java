package io.inferencestream.core.predict;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A test double behind the port to an engine: it "sees" the first pixel of an image, takes as long as it is told, and
 * fails, hangs or throws on the pixels it is told to. Its answer is certain of class {@code firstPixel % classes}.
 */
public final class FakeModel implements LoadedModel {
    /** What a fake wants to see unless told otherwise: 2x2 gray. Its four classes are named a to d. */
    public static final ImageShape INPUT = new ImageShape(2, 2, 1);

    private final ModelCard card;
    private final int predictors;
    private final int maxBatchSize;
    private final Duration perBatch;
    private final Duration perImage;
    private final Predicate<Integer> failsOn;
    private final Predicate<Integer> hangsOn;
    private final Predicate<Integer> throwsOn;
    private final List<List<Integer>> calls = new CopyOnWriteArrayList<>();
    private final boolean remembersCalls;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger selfTests = new AtomicInteger();
    private volatile boolean isBroken;
    private volatile boolean isClosed;

    private FakeModel(Builder builder) {
        this.card = new ModelCard(
                new ModelId(builder.name, builder.version),
                builder.input,
                Resizing.STRETCH,
                List.of("a", "b", "c", "d"),
                2,
                "0".repeat(64));
        this.predictors = builder.predictors;
        this.maxBatchSize = builder.maxBatchSize;
        this.perBatch = builder.perBatch;
        this.perImage = builder.perImage;
        this.failsOn = builder.failsOn;
        this.hangsOn = builder.hangsOn;
        this.throwsOn = builder.throwsOn;
        this.remembersCalls = builder.remembersCalls;
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Lets a predictor that hangs go on. */
    public void release() {
        released.countDown();
    }

    /** From now on everything fails, the self-test included. */
    public void breakDown() {
        isBroken = true;
    }

    public int batches() {
        return batches.get();
    }

    /** The first pixels of each batch that reached the fake, in order, if it was told to remember its calls. */
    public List<List<Integer>> calls() {
        return List.copyOf(calls);
    }

    public int selfTests() {
        return selfTests.get();
    }

    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public String engine() {
        return "fake";
    }

    @Override
    public String device() {
        return "fake";
    }

    @Override
    public int predictors() {
        return predictors;
    }

    @Override
    public int maxBatchSize() {
        return maxBatchSize;
    }

    @Override
    public BatchPredictor newPredictor() {
        return new Predictor();
    }

    @Override
    public void close() {
        isClosed = true;
        release();
    }

    private final class Predictor implements BatchPredictor {
        private final int imageBytes = card.input().bytes();
        private final ByteBuffer room = ByteBuffer.allocateDirect(maxBatchSize * imageBytes);
        private int count;

        @Override
        public ByteBuffer begin(int images) {
            count = images;
            return room.clear().limit(images * imageBytes);
        }

        @Override
        public BatchAnswers predict() throws EngineException {
            batches.incrementAndGet();
            if (remembersCalls) {
                calls.add(
                        IntStream.range(0, count).map(this::firstPixel).boxed().toList());
            }
            takeTime();
            int classes = card.labels().size();
            float[] probabilities = new float[count * classes];
            for (int image = 0; image < count; image++) {
                int pixel = firstPixel(image);
                see(pixel);
                probabilities[image * classes + pixel % classes] = 1;
            }
            return new BatchScores((ClassesSpec) card.answers(), count, probabilities, null);
        }

        private int firstPixel(int image) {
            return Byte.toUnsignedInt(room.get(image * imageBytes));
        }

        private void see(int pixel) throws EngineException {
            if (isBroken || failsOn.test(pixel)) {
                throw new EngineException("the fake fails on pixel " + pixel, new IllegalStateException());
            }
            if (throwsOn.test(pixel)) {
                throw new IllegalStateException("the fake throws on pixel " + pixel);
            }
            if (hangsOn.test(pixel)) {
                await(Duration.ofDays(1));
            }
        }

        private void takeTime() throws EngineException {
            Duration time = perBatch.plus(perImage.multipliedBy(count));
            if (!time.isZero()) {
                await(time);
            }
        }

        private void await(Duration time) throws EngineException {
            try {
                boolean wasReleased = released.await(time.toNanos(), TimeUnit.NANOSECONDS);
                if (wasReleased && isClosed) {
                    throw new EngineException("closed", new IllegalStateException());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException("interrupted", e);
            }
        }

        @Override
        public void selfTest() throws EngineException {
            selfTests.incrementAndGet();
            if (isBroken) {
                throw new EngineException("the fake is broken", new IllegalStateException());
            }
        }

        @Override
        public void close() {}
    }

    /** How the fake behaves; by default at once, always, with one predictor and batches of up to 8. */
    public static final class Builder {
        private final String name;
        private String version = "1";
        private ImageShape input = INPUT;
        private boolean remembersCalls;
        private int predictors = 1;
        private int maxBatchSize = 8;
        private Duration perBatch = Duration.ZERO;
        private Duration perImage = Duration.ZERO;
        private Predicate<Integer> failsOn = pixel -> false;
        private Predicate<Integer> hangsOn = pixel -> false;
        private Predicate<Integer> throwsOn = pixel -> false;

        private Builder(String name) {
            this.name = name;
        }

        public Builder version(String itsVersion) {
            version = itsVersion;
            return this;
        }

        public Builder input(ImageShape shape) {
            input = shape;
            return this;
        }

        public Builder predictors(int many) {
            predictors = many;
            return this;
        }

        public Builder maxBatchSize(int images) {
            maxBatchSize = images;
            return this;
        }

        public Builder takes(Duration aBatch, Duration anImage) {
            perBatch = aBatch;
            perImage = anImage;
            return this;
        }

        public Builder failsOn(Predicate<Integer> pixels) {
            failsOn = pixels;
            return this;
        }

        public Builder hangsOn(Predicate<Integer> pixels) {
            hangsOn = pixels;
            return this;
        }

        /** Throws an unchecked exception, as no engine should. */
        public Builder throwsOn(Predicate<Integer> pixels) {
            throwsOn = pixels;
            return this;
        }

        /** See {@link FakeModel#calls}; by default calls are only counted. */
        public Builder rememberingCalls() {
            remembersCalls = true;
            return this;
        }

        public FakeModel load() {
            return new FakeModel(this);
        }
    }
}
