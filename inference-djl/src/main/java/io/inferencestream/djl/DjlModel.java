package io.inferencestream.djl;

import ai.djl.Model;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.output.UnreadableOutputException;
import io.inferencestream.core.output.WarmUp;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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

    private final Model model;
    private final ModelCard card;
    private final Wiring wiring;
    private final String engine;
    private final Placement placement;
    private final int maxBatchSize;
    private final List<String> remarks;
    private final BatchSizes sizes;
    private final BatchTranslator translator;
    private final WarmUpImages testImages;

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
        this.card = card.withAnswers(wiring.reader().spec());
        this.engine = engine;
        this.placement = placement;
        this.wiring = wiring;
        this.maxBatchSize = maxBatchSize;
        this.remarks = new ArrayList<>(remarks);
        sizes = new BatchSizes(placement, this.maxBatchSize);
        translator = new BatchTranslator(wiring);
        testImages = new WarmUpImages(card.input());
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
            warm.remarks.addAll(warm.warmUp());
            return warm;
        } catch (EngineException e) {
            warm.close();
            throw new ModelLoadException(
                    "model " + card.id() + " cannot be served, its warm-up failed: " + why(e, placement), e);
        } catch (ModelLoadException | RuntimeException e) {
            warm.close();
            throw e;
        }
    }

    private static String why(EngineException e, Placement placement) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        boolean isOfEngine = !(cause instanceof UnreadableOutputException);
        return cause.getMessage()
                + (placement.isGpu() && isOfEngine
                        ? "; nvidia-smi shows whether other processes have left enough of the GPU's memory"
                        : "");
    }

    private List<String> warmUp() throws EngineException, ModelLoadException {
        WarmUp warmUp = new WarmUp(wiring.reader());
        try (DjlPredictor predictor = newPredictor()) {
            int seen = 0;
            for (int size : sizes.warmUp()) {
                see(warmUp, predictor, seen, size);
                seen += size;
            }
            for (; seen < testImages.count(); seen++) {
                see(warmUp, predictor, seen, 1);
            }
            return warmUp.doubts();
        } catch (UnreadableOutputException e) {
            throw new ModelLoadException("model " + card.id() + " cannot be served: " + e.getMessage(), e);
        }
    }

    /** Runs a batch of test images, going on in their list at {@code from}, and round. */
    private void see(WarmUp warmUp, DjlPredictor predictor, int from, int size)
            throws EngineException, UnreadableOutputException {
        List<Integer> inputs = new ArrayList<>(size);
        ByteBuffer pixels = predictor.begin(size);
        for (int i = 0; i < size; i++) {
            int input = (from + i) % testImages.count();
            inputs.add(input);
            pixels.put(testImages.get(input));
        }
        warmUp.saw(predictor.output(), inputs);
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
        return List.copyOf(remarks);
    }

    @Override
    public int batchStep() {
        return sizes.step();
    }

    @Override
    public synchronized DjlPredictor newPredictor() {
        if (closed) {
            throw new IllegalStateException("model " + card.id() + " is closed");
        }
        DjlPredictor predictor = new DjlPredictor(
                card, wiring, model.newPredictor(translator), maxBatchSize, sizes, testImages.get(0), this::release);
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
