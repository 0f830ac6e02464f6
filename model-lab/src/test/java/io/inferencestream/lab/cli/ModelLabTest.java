package io.inferencestream.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.FashionMnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ModelLabTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path data;

    @TempDir
    private Path work;

    @BeforeEach
    void drawPictures() {
        Drawings.writeIdx(Drawings.stripes(700, 20, FashionMnist.CLASSES, 1), data, "train");
        Drawings.writeIdx(Drawings.stripes(200, 20, FashionMnist.CLASSES, 2), data, "t10k");
    }

    @Test
    void trainsPublishesAndEvaluatesTheSameByFilesOfEitherKind() throws IOException {
        Path model = work.resolve("stripes").resolve("1");
        int trained = run(
                "train",
                "--data",
                data,
                "--out",
                model,
                "--epochs",
                "8",
                "--batch-size",
                "32",
                "--validation",
                "60",
                "--shift",
                "0",
                "--no-flip",
                "--threads",
                "1");
        assertThat(trained).as(err.toString()).isZero();
        assertThat(out.toString()).contains("epoch  8/8", "published stripes/1", "agrees", "on all 200 pictures");

        run("sample", "--data", data, "--out", work.resolve("sample"), "--per-class", "20");
        run("evaluate", "--model", model, "--data", data, "--predictions", work.resolve("idx.csv"));
        int evaluated = run(
                "evaluate",
                "--model",
                model,
                "--data",
                work.resolve("sample"),
                "--predictions",
                work.resolve("png.csv"));

        assertThat(evaluated).as(err.toString()).isZero();
        List<String> lines = Files.readAllLines(work.resolve("idx.csv"));
        assertThat(lines).hasSize(201);
        assertThat(lines.stream().filter(l -> l.matches("([a-z-]+)/\\d{5}\\.png,\\1,\\1,[01]\\.\\d{6}")))
                .hasSizeGreaterThan(190);
        assertThat(Files.readAllLines(work.resolve("png.csv"))).containsExactlyInAnyOrderElementsOf(lines);

        Drawings.writeIdx(Drawings.stripes(10, 24, FashionMnist.CLASSES, 2), data, "t10k");
        assertThat(run("evaluate", "--model", model, "--data", data)).isEqualTo(1);
        assertThat(err.toString()).contains(data + ": holds pictures of 24x24, the model wants 20x20x1");
    }

    @Test
    void trainsWithoutReadingTheTestPicturesWhenNothingIsPublished() throws IOException {
        Files.delete(data.resolve("t10k-images-idx3-ubyte.gz"));

        int trained = run("train", "--data", data, "--epochs", "1", "--batch-size", "64", "--validation", "60");

        assertThat(trained).as(err.toString()).isZero();
        assertThat(out.toString()).contains("validation").doesNotContain("accuracy");
    }

    @Test
    void saysWhichDataIsMissing() throws IOException {
        Path empty = Files.createDirectory(work.resolve("empty"));

        assertThat(run("train", "--data", empty)).isEqualTo(1);
        assertThat(run("sample", "--data", empty, "--out", work)).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        "model-lab: " + empty + ": has neither train-labels-idx1-ubyte.gz nor train-labels-idx1-ubyte",
                        "model-lab: " + empty + ": has neither t10k-labels-idx1-ubyte.gz nor t10k-labels-idx1-ubyte");
    }

    @Test
    void saysBeforeTrainingThatTheVersionIsThere() throws IOException {
        Path model = Files.createDirectories(work.resolve("stripes").resolve("1"));

        assertThat(run("train", "--data", data, "--out", model)).isEqualTo(1);

        assertThat(err.toString()).contains(model + ": is there already; versions are never overwritten");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysWhichModelIsMissing() {
        assertThat(run("evaluate", "--model", work.resolve("none").resolve("1"), "--data", data))
                .isEqualTo(1);

        assertThat(err.toString()).startsWith("model-lab: there is no model 'none' in " + work);
    }

    @Test
    void refusesNumbersWithoutSense() {
        assertThat(run("sample", "--data", data, "--out", work, "--per-class", "0"))
                .isEqualTo(2);
        assertThat(run("train", "--data", data, "--validation", "700")).isEqualTo(2);
        assertThat(run("train", "--data", data, "--validation", "60", "--epochs", "0"))
                .isEqualTo(2);
        assertThat(run("train", "--data", data, "--validation", "60", "--batch-size", "641"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--per-class must be at least 1: 0",
                        "--validation must be from 1 to 699: 700",
                        "epochs must be at least 1: 0",
                        "--batch-size must be from 1 to 640: 641");
    }

    private int run(Object... arguments) {
        CommandLine commandLine =
                ModelLab.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }
}
