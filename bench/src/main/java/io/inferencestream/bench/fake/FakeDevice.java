package io.inferencestream.bench.fake;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A test double of a model on a device: certain of the first class, after as long as it is told to take. */
record FakeDevice(ModelCard card, int predictors, int maxBatchSize, Duration perBatch) implements LoadedModel {
    @Override
    public String engine() {
        return FakeDeviceEngine.NAME;
    }

    @Override
    public String device() {
        return FakeDeviceEngine.NAME;
    }

    @Override
    public BatchPredictor newPredictor() {
        return new Sleeper();
    }

    @Override
    public void close() {}

    private final class Sleeper implements BatchPredictor {
        private final ByteBuffer room =
                ByteBuffer.allocateDirect(maxBatchSize * card.input().bytes());
        private int count;

        @Override
        public ByteBuffer begin(int images) {
            count = images;
            return room.clear().limit(images * card.input().bytes());
        }

        @Override
        public BatchAnswers predict() throws EngineException {
            try {
                if (!perBatch.isZero()) {
                    Thread.sleep(perBatch.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException("interrupted", e);
            }
            int classes = card.labels().size();
            float[] probabilities = new float[count * classes];
            for (int image = 0; image < count; image++) {
                probabilities[image * classes] = 1;
            }
            return new BatchScores((ClassesSpec) card.answers(), count, probabilities, null);
        }

        @Override
        public void selfTest() {}

        @Override
        public void close() {}
    }
}
