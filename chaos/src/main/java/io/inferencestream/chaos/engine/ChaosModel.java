package io.inferencestream.chaos.engine;

import io.inferencestream.chaos.engine.Orders.Order;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A model that "sees" the first pixel of an image: its answer is certain of class {@code firstPixel % classes}. */
public final class ChaosModel implements LoadedModel {
    /** The first pixel of the image that {@link Temper#HANGS} and {@link Temper#CRASHES} cannot bear. */
    public static final int VICTIM = 66;
    /** The first pixel of images that every model throws on. */
    public static final int REFUSED = 77;

    private static final int CRASH = 134;
    private static final int LARGEST_BATCH = 8;

    private final ModelCard card;
    private final Temper temper;
    private final Orders orders;
    private final CountDownLatch closed = new CountDownLatch(1);

    ChaosModel(ModelCard card, Temper temper, Orders orders) {
        this.card = card;
        this.temper = temper;
        this.orders = orders;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public String engine() {
        return ChaosEngine.NAME;
    }

    @Override
    public String device() {
        return "fake";
    }

    @Override
    public int predictors() {
        return 1;
    }

    @Override
    public int maxBatchSize() {
        return LARGEST_BATCH;
    }

    @Override
    public BatchPredictor newPredictor() {
        return new Predictor();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void pass(Duration time) throws EngineException {
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EngineException("the fake is closed", new IllegalStateException());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted", e);
        }
    }

    private void obey() throws EngineException {
        if (orders.stands(Order.HANG)) {
            pass(Duration.ofDays(1));
        }
        while (orders.stands(Order.STALL)) {
            pass(Duration.ofMillis(100));
        }
        if (orders.stands(Order.BREAK)) {
            throw new EngineException("the fake is broken", new IllegalStateException());
        }
    }

    private void see(int pixel) throws EngineException {
        if (pixel == REFUSED) {
            throw new EngineException("the fake fails on pixel " + pixel, new IllegalStateException());
        }
        if (pixel == VICTIM && temper == Temper.HANGS) {
            pass(Duration.ofDays(1));
        }
        if (pixel == VICTIM && temper == Temper.CRASHES) {
            Runtime.getRuntime().halt(CRASH);
        }
    }

    private final class Predictor implements BatchPredictor {
        private final int imageBytes = card.input().bytes();
        private final ByteBuffer room = ByteBuffer.allocateDirect(LARGEST_BATCH * imageBytes);
        private int count;

        @Override
        public ByteBuffer begin(int images) {
            count = images;
            return room.clear().limit(images * imageBytes);
        }

        @Override
        public BatchAnswers predict() throws EngineException {
            obey();
            pass(temper.time(count));
            int classes = card.labels().size();
            float[] probabilities = new float[count * classes];
            for (int image = 0; image < count; image++) {
                int pixel = Byte.toUnsignedInt(room.get(image * imageBytes));
                see(pixel);
                probabilities[image * classes + pixel % classes] = 1;
            }
            return new BatchScores((ClassesSpec) card.answers(), count, probabilities, null);
        }

        @Override
        public void selfTest() throws EngineException {
            obey();
        }

        @Override
        public void close() {}
    }
}
