package io.inferencestream.lab.report;

import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.run.Recipe;
import io.inferencestream.lab.train.EpochReport;
import io.inferencestream.lab.train.Training;
import io.inferencestream.lab.train.TrainingFacts;
import io.inferencestream.lab.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A run as one HTML page with its curves drawn in it. */
public final class TrainingReport {
    private TrainingReport() {}

    /** Writes the page over one that is there. */
    public static void write(Recipe recipe, LabelledImages.Split split, Training training, Path file)
            throws IOException {
        HtmlPage page = new HtmlPage("Training run: " + recipe.origin().name());
        EpochReport best = training.bestEpoch();
        page.paragraph(String.format(
                Locale.ROOT,
                "Best was epoch %d of %d: validation accuracy %.4f, AUC %.4f. %d s of training steps.",
                best.epoch(),
                training.history().size(),
                best.validation(),
                best.validationAuc(),
                training.took().toSeconds()));
        List<EpochReport> history = training.history();
        page.raw(new LineChart(
                        "Loss",
                        List.of(
                                curve("training", history, EpochReport::loss),
                                curve("validation", history, EpochReport::validationLoss)))
                .svg());
        page.raw(new LineChart(
                        "Validation",
                        List.of(
                                curve("accuracy", history, EpochReport::validation),
                                curve("AUC", history, EpochReport::validationAuc)))
                .svg());
        page.raw(new LineChart("Learning rate", List.of(curve("rate", history, EpochReport::learningRate))).svg());
        settings(page, recipe, split);
        layers(page, recipe);
        Files.writeString(file, page.text());
    }

    private static LineChart.Curve curve(String name, List<EpochReport> history, ToDoubleFunction<EpochReport> value) {
        return new LineChart.Curve(
                name, history.stream().map(value::applyAsDouble).toList());
    }

    private static void settings(HtmlPage page, Recipe recipe, LabelledImages.Split split) {
        TrainingSettings settings = recipe.settings();
        page.heading("Recipe");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "data set", recipe.origin().name() + " " + recipe.origin().source()));
        rows.add(List.of("licence", recipe.origin().licence()));
        rows.add(List.of("note", recipe.origin().note()));
        rows.add(List.of(
                "images",
                split.training().count() + " training, " + split.validation().count() + " validation"));
        rows.add(List.of("classes", String.join(", ", recipe.classes())));
        rows.add(List.of("epochs", String.valueOf(settings.epochs())));
        rows.add(List.of("goal", settings.goal() + ", patience " + settings.patience()));
        TrainingFacts.of(settings).forEach((name, value) -> rows.add(List.of(words(name), value)));
        page.table(List.of("what", "value"), rows);
    }

    /** {@code batch size} for {@code batchSize}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static void layers(HtmlPage page, Recipe recipe) {
        page.heading(String.format(
                Locale.ROOT,
                "Network: %d parameters, %.1f million multiplications an image",
                recipe.network().parameters(),
                recipe.network().multiplications() / 1e6));
        page.table(
                List.of("layer", "what", "puts out"),
                recipe.network().everyStage().stream().map(TrainingReport::row).toList());
    }

    private static List<String> row(Stage stage) {
        String what = stage.body().isEmpty()
                ? stage.layer().toString()
                : "sum of " + stage.body().get(stage.body().size() - 1).name() + " and "
                        + (stage.shortcut().isEmpty()
                                ? "the block's input"
                                : stage.shortcut()
                                        .get(stage.shortcut().size() - 1)
                                        .name());
        return List.of(stage.name(), what, stage.output().toString());
    }
}
