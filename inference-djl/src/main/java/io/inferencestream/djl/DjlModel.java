package io.inferencestream.djl;

import ai.djl.Model;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.output.UnreadableOutputException;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that DJL has loaded. All its predictors share one native session, hence one copy of the weights.
 *
 * <p>Thread-safe. The native session is freed by whoever closes last, the model or one of its predictors, so that closing
 * too early cannot crash the process.
 */
final class DjlModel implements LoadedModel {
    private static final Logger LOG = LoggerFactory.getLogger(DjlModel.class);

    private static final long TEST_IMAGE_SEED = 20_261_123;
    private static final float SUM_SLACK = 0.05f;

    private final Model model;
    private final ModelCard card;
    private final Wiring wiring;
    private final String engine;
    private final Placement placement;
    private final int maxBatchSize;
    private final List<String> remarks;
    private final BatchSizes sizes;
    private final BatchTranslator translator;
    private final byte[] testImage;

    private int users = 1;
    private boolean closed;

    private DjlModel(
            Model model,
            ModelCard card,
            Wiring wiring,
            String engine,
            Placement placement,
            int maxBatchSize,
            List<String> remarks) {
        this.model = model;
        this.card = card;
        this.engine = engine;
        this.placement = placement;
        this.wiring = wiring;
        this.maxBatchSize = maxBatchSize;
        this.remarks = remarks;
        sizes = new BatchSizes(placement, this.maxBatchSize);
        translator = new BatchTranslator(wiring);
        testImage = new byte[card.input().bytes()];
        new Random(TEST_IMAGE_SEED).nextBytes(testImage);
    }

    /**
     * Takes over a model and warms it up.
     *
     * @param remarks what its owner should know
     *
     * @throws ModelLoadException if it fails its first batches, or answers otherwise than its card says; it is closed then
     */
    static DjlModel warm(
            Model model,
            ModelCard card,
            Wiring wiring,
            String engine,
            Placement placement,
            int maxBatchSize,
            List<String> remarks)
            throws ModelLoadException {
        DjlModel warm = new DjlModel(model, card, wiring, engine, placement, maxBatchSize, remarks);
        try {
            warm.warmUp();
            return warm;
        } catch (EngineException e) {
            warm.close();
            throw new ModelLoadException(
                    "model " + card.id() + " cannot be served, its warm-up failed: " + why(e, card, placement), e);
        } catch (ModelLoadException | RuntimeException e) {
            warm.close();
            throw e;
        }
    }

    private static String why(EngineException e, ModelCard card, Placement placement) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        boolean perhapsLogits = cause instanceof UnreadableOutputException
                && ((ClassesSpec) card.answers()).rule() != OutputRule.LOGITS;
        return cause.getMessage()
                + (perhapsLogits ? "; if it emits scores without bounds, say 'output: logits' in model.yaml" : "")
                + (placement.isGpu() && !perhapsLogits
                        ? "; nvidia-smi shows whether other processes have left enough of the GPU's memory"
                        : "");
    }

    private void warmUp() throws EngineException, ModelLoadException {
        try (BatchPredictor predictor = newPredictor()) {
            for (int size : sizes.warmUp()) {
                check((BatchScores) answers(predictor, size));
            }
        }
    }

    private BatchAnswers answers(BatchPredictor predictor, int size) throws EngineException {
        ByteBuffer pixels = predictor.begin(size);
        for (int i = 0; i < size; i++) {
            pixels.put(testImage);
        }
        return predictor.predict();
    }

    private void check(BatchScores scores) throws ModelLoadException {
        if (((ClassesSpec) card.answers()).rule() != OutputRule.SOFTMAX) {
            return;
        }
        double sum = 0;
        for (float probability : scores.row(0)) {
            sum += probability;
        }
        if (Math.abs(sum - 1) > SUM_SLACK) {
            throw Wiring.refuse(
                    card,
                    "answers with values that sum to " + sum + ", but model.yaml says output: softmax; say 'output:"
                            + " sigmoid' if they are independent probabilities, 'output: logits' if they are scores");
        }
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public String device() {
        return placement.device();
    }

    @Override
    public int predictors() {
        return placement.predictors();
    }

    @Override
    public int maxBatchSize() {
        return maxBatchSize;
    }

    @Override
    public List<String> remarks() {
        return remarks;
    }

    @Override
    public int batchStep() {
        return sizes.step();
    }

    @Override
    public synchronized BatchPredictor newPredictor() {
        if (closed) {
            throw new IllegalStateException("model " + card.id() + " is closed");
        }
        DjlPredictor predictor = new DjlPredictor(
                card, wiring, model.newPredictor(translator), maxBatchSize, sizes, testImage, this::release);
        users++;
        return predictor;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    private synchronized void release() {
        users--;
        if (users == 0) {
            try {
                model.close();
            } catch (RuntimeException e) { // nothing that a caller could do about it
                LOG.atWarn().addKeyValue("model", card.id()).setCause(e).log("cannot free a model's memory");
            }
        }
    }
}
