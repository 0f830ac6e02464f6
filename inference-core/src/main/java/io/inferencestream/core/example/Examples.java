package io.inferencestream.core.example;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.Task;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Predicts the examples of a card as a stream would, and compares.
 *
 * <p>Not thread-safe: looks at one model.
 */
public final class Examples {
    private static final int SHOWN = 3;
    private static final float LIKELY = 0.5f;

    private final ModelCard card;
    private final Path folder;
    private final BatchPredictor predictor;
    private final ImageInspector inspector = new ImageInspector(DecodeLimits.DEFAULT);

    private Examples(ModelFiles files, BatchPredictor predictor) {
        this.card = files.card();
        this.folder = files.directory();
        this.predictor = predictor;
    }

    /**
     * Predicts each example.
     *
     * @return the model
     * @throws ModelLoadException if one gets another answer, or none; names all of them, and what was predicted instead. The
     *     model is closed then
     */
    public static LoadedModel require(ModelFiles files, LoadedModel model) throws ModelLoadException {
        if (files.card().examples().isEmpty()) {
            return model;
        }
        try (BatchPredictor predictor = model.newPredictor();
                ImageDecoder decoder = new ImageDecoder()) {
            new Examples(files, predictor).require(decoder);
            return model;
        } catch (ModelLoadException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void require(ImageDecoder decoder) throws ModelLoadException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> example : card.examples().entrySet()) {
            String image = example.getKey();
            Answer answer = answer(image, decoder);
            if (!holds(answer, example.getValue())) {
                wrong.add(image + " is to be '" + example.getValue() + "' by the card's examples, but is predicted as "
                        + shown(answer));
            }
        }
        if (!wrong.isEmpty()) {
            throw new ModelLoadException("model " + card.id() + " does not answer as its card says: "
                    + String.join("; ", wrong)
                    + ". Feed and read it as in training: check labels, channelOrder, range, mean and std, resize and"
                    + " output in model.yaml");
        }
    }

    private Answer answer(String image, ImageDecoder decoder) throws ModelLoadException {
        Pixels pixels = pixels(image, decoder);
        predictor.begin(1).put(pixels.values());
        try {
            return predictor.predict().answer(0);
        } catch (EngineException e) {
            throw new ModelLoadException(
                    "model " + card.id() + " fails on its card's example " + image + ": " + e.getMessage(), e);
        }
    }

    private Pixels pixels(String image, ImageDecoder decoder) throws ModelLoadException {
        ByteBuffer encoded = encoded(image);
        Inspection inspection = inspector.inspect(encoded, null);
        if (inspection instanceof ImageHeader header) {
            Decoded decoded = decoder.decode(encoded, header, card.input(), card.resize());
            if (decoded instanceof Pixels pixels) {
                return pixels;
            }
            throw undecodable(image, (Undecodable) decoded);
        }
        throw undecodable(image, (Undecodable) inspection);
    }

    private ModelLoadException undecodable(String image, Undecodable why) {
        return new ModelLoadException("model " + card.id() + " has an example that gives no pixels, " + image + ": "
                + why.detail() + "; put another image there");
    }

    private ByteBuffer encoded(String image) throws ModelLoadException {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(image)));
        } catch (IOException e) {
            throw new ModelLoadException(
                    "model " + card.id() + " has an example that cannot be read, " + image + ": " + e, e);
        }
    }

    private static boolean holds(Answer answer, String label) {
        return answer.fold(
                classes -> holds(classes, label),
                objects -> objects.objects().stream()
                        .anyMatch(object -> object.label().equals(label)),
                vector -> false,
                numbers -> false);
    }

    /** The first of classes that exclude each other; of others, any that is accepted. */
    private static boolean holds(Classification classes, String label) {
        if (classes.task() == Task.CLASSIFICATION) {
            return classes.topK().get(0).label().equals(label);
        }
        return classes.topK().stream().anyMatch(one -> one.label().equals(label) && isAccepted(one));
    }

    private static boolean isAccepted(RankedLabel one) {
        Boolean accepted = one.isAccepted();
        return accepted == null ? one.probability() >= LIKELY : accepted;
    }

    private static String shown(Answer answer) {
        return answer.fold(
                classes -> classes.topK().stream()
                        .limit(SHOWN)
                        .map(one -> "'" + one.label() + "' (" + shown(one.probability()) + ")")
                        .collect(Collectors.joining(", ")),
                Examples::shown,
                vector -> "a vector",
                numbers -> "numbers");
    }

    private static String shown(Detections found) {
        return found.objects().isEmpty()
                ? "no object"
                : found.objects().stream()
                        .limit(SHOWN)
                        .map(object -> "'" + object.label() + "' (" + shown(object.confidence()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String shown(float probability) {
        return String.format(Locale.ROOT, "%.3f", probability);
    }
}
