package io.inferencestream.lab.answers;

import io.inferencestream.core.answer.Box;
import io.inferencestream.core.answer.Detection;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.detection.AreaRange;
import io.inferencestream.lab.detection.DetectionMetrics;
import io.inferencestream.lab.detection.FoundObject;
import io.inferencestream.lab.detection.PixelBox;
import io.inferencestream.lab.truth.CocoTruth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Objects in images. Finds and objects are of one class where its name is the same. */
final class ObjectsTruth implements Truth {
    private final Path file;
    private final CocoTruth truth;

    ObjectsTruth(Path file, CocoTruth truth) {
        this.file = file;
        this.truth = truth;
    }

    @Override
    public List<String> files() {
        return truth.images().stream().map(CocoTruth.Image::file).toList();
    }

    @Override
    public Figures judge(List<Answered> answers) {
        List<FoundObject> found = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            CocoTruth.Image image = truth.images().get(i);
            checkSize(image, answers.get(i));
            for (Detection one :
                    Kinds.of(answers.get(i), Detections.class, file).objects()) {
                found.add(new FoundObject(i, one.label(), pixels(one.box(), image), one.confidence()));
            }
        }
        DetectionMetrics metrics = DetectionMetrics.of(truth.images().size(), truth.classes(), truth.objects(), found);
        return new Figures(metrics, lines(metrics, unknown(found)));
    }

    private void checkSize(CocoTruth.Image image, Answered answered) {
        answered.image()
                .filter(its -> its.width() != image.width() || its.height() != image.height())
                .ifPresent(its -> {
                    throw new DataException(
                            file,
                            "says that " + image.file() + " is " + image.width() + "x" + image.height()
                                    + ", but upright it is " + its.width() + "x" + its.height()
                                    + ": annotate the image as it stands upright, by its EXIF orientation");
                });
    }

    private static PixelBox pixels(Box box, CocoTruth.Image image) {
        double x = (double) box.left() * image.width();
        double y = (double) box.top() * image.height();
        return new PixelBox(x, y, (double) box.right() * image.width() - x, (double) box.bottom() * image.height() - y);
    }

    private Set<String> unknown(List<FoundObject> found) {
        Set<String> labels = found.stream().map(FoundObject::label).collect(Collectors.toCollection(TreeSet::new));
        truth.classes().forEach(labels::remove);
        return labels;
    }

    private static List<String> lines(DetectionMetrics metrics, Set<String> unknown) {
        List<String> lines = new ArrayList<>();
        metrics.perClass().forEach((name, ap) -> lines.add(String.format(Locale.ROOT, "  AP %.4f  %s", ap, name)));
        lines.add(String.format(
                Locale.ROOT,
                "AP %.4f (0.50: %.4f, 0.75: %.4f; small %.4f, medium %.4f, large %.4f)",
                metrics.ap(),
                metrics.ap50(),
                metrics.ap75(),
                metrics.bySize().get(AreaRange.SMALL),
                metrics.bySize().get(AreaRange.MEDIUM),
                metrics.bySize().get(AreaRange.LARGE)));
        lines.add(metrics.recall().entrySet().stream()
                .map(its -> String.format(Locale.ROOT, "%d finds: %.4f", its.getKey(), its.getValue()))
                .collect(Collectors.joining(", ", "AR of ", "")));
        if (!unknown.isEmpty()) {
            lines.add("not counted, since the annotations know no such class: " + String.join(", ", unknown));
        }
        return lines;
    }
}
