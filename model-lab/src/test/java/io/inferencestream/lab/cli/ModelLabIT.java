package io.inferencestream.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.FashionMnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ModelLabIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path data;

    @TempDir
    private Path work;

    @BeforeEach
    void drawImages() {
        Drawings.writeIdx(Drawings.stripes(700, 20, FashionMnist.CLASSES, 1), data, "train");
        Drawings.writeIdx(Drawings.stripes(200, 20, FashionMnist.CLASSES, 2), data, "t10k");
    }

    @Test
    void trainsPublishesAndEvaluatesTheSameByFilesOfEitherKind() throws IOException {
        Path model = work.resolve("models").resolve("stripes");
        train("compact", 8);
        assertThat(work.resolve("run").resolve("report.html")).content().contains("<svg", "validation accuracy");

        run("export", "--run", work.resolve("run"), "--out", model);
        run("sample", "--data", data, "--out", work.resolve("sample"), "--per-class", "20");
        run("evaluate", "--model", model, "--data", data, "--predictions", work.resolve("idx.csv"));
        run(
                "evaluate",
                "--model",
                model.resolve("1"),
                "--data",
                work.resolve("sample"),
                "--predictions",
                work.resolve("png.csv"),
                "--confusion",
                work.resolve("confusion.png"));

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).contains("published stripes/1", "top-1 agrees with the network on 200 of 200");
        List<String> lines = Files.readAllLines(work.resolve("idx.csv"));
        assertThat(lines).hasSize(201);
        assertThat(lines.stream().filter(l -> l.matches("([a-z-]+)/\\d{5}\\.png,\\1,\\1,[01]\\.\\d{6}")))
                .hasSizeGreaterThan(190);
        assertThat(Files.readAllLines(work.resolve("png.csv"))).containsExactlyInAnyOrderElementsOf(lines);
        assertThat(ImageIO.read(work.resolve("confusion.png").toFile()).getWidth())
                .isGreaterThan(560);
    }

    @Test
    void publishesAnUntrainedNetworkThatAnswers() throws IOException {
        Path model = work.resolve("models").resolve("blank");

        int code = run("untrained", "--network", "residual", "--input", "28x28x1", "--classes", "10", model);

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains(model.resolve("1") + ": its weights are random");
        assertThat(model.resolve("1").resolve("model.yaml")).content().contains("for measuring speed");
        assertThat(run("models", "verify", model)).as(out.toString() + err).isZero();
        assertThat(run("untrained", "--input", "28x28", model)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--input must be width x height x channels, such as 224x224x3: 28x28");
    }

    @Test
    void measuresCandidatesAndPublishesWhatTheGateLetsThrough() throws IOException {
        Path model = work.resolve("models").resolve("quick");
        train("residual", 6);

        int code = run(
                "optimise",
                "--run",
                work.resolve("run"),
                "--prune",
                "25",
                "--fine-tune",
                "2",
                "--max-drop",
                "5",
                "--publish",
                "int8",
                "--out",
                model);

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("savedmodel", "bfloat16", "pruned-25-int8", "published quick/1");
        assertThat(model.resolve("1").resolve("model.onnx")).isNotEmptyFile();
        assertThat(ImageIO.read(work.resolve("run").resolve("optimise.png").toFile())
                        .getWidth())
                .isEqualTo(760);
        run("explain", data(model), "--model", model, "--out", work.resolve("overlay.png"));
        assertThat(out.toString()).contains("by class activation map");
    }

    @Test
    void refusesToPublishAModelThatWasMadeBad() throws IOException {
        Path model = work.resolve("models").resolve("bad");
        train("compact", 8);

        int code = run(
                "optimise",
                "--run",
                work.resolve("run"),
                "--prune",
                "95",
                "--fine-tune",
                "0",
                "--publish",
                "pruned-95",
                "--out",
                model);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("pruned-95 is refused: validation accuracy", "--max-drop");
        assertThat(out.toString()).contains("REFUSED");
        assertThat(model).doesNotExist();
    }

    @Test
    void looksAfterARepository() throws IOException {
        Path repository = work.resolve("models");
        train("compact", 2);
        run("export", "--run", work.resolve("run"), "--out", repository.resolve("a"));
        run("export", "--run", work.resolve("run"), "--out", repository.resolve("b"), "--format", "onnx");

        assertThat(run("models", "list", "--repository", repository)).isZero();
        assertThat(run("models", "describe", repository.resolve("b"))).isZero();
        assertThat(run("models", "verify", repository.resolve("b"), "--data", data))
                .isZero();
        assertThat(run("models", "publish", repository.resolve("a").resolve("1"), "--out", repository.resolve("b")))
                .isZero();
        assertThat(run("models", "diff", repository.resolve("a"), repository.resolve("b"), "--data", data))
                .isZero();

        assertThat(out.toString())
                .contains("onnxruntime", "opset 17", "test accuracy", "holds", "published b/2", "agree on 100.00 %");
        Files.writeString(repository.resolve("a").resolve("1").resolve("saved_model.pb"), "damaged");
        assertThat(run("models", "verify", repository.resolve("a"))).isEqualTo(1);
    }

    @Test
    void printsOneLineOfJson() throws IOException {
        run("data", "inspect", "--data", data, "--json", "--sheet", work.resolve("sheet.png"));

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/parts/training/images").asInt()).isEqualTo(700);
        assertThat(json.at("/parts/test/perClass/bag").asInt()).isEqualTo(20);
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(ImageIO.read(work.resolve("sheet.png").toFile()).getHeight()).isGreaterThan(600);
    }

    @Test
    void tellsOfDataInWords() {
        run("data", "inspect", "--data", data);

        assertThat(out.toString()).contains("training    700 images of 20x20x1", "no image stands twice");
    }

    @Test
    void trainsWithoutReadingTheTestImages() throws IOException {
        Files.delete(data.resolve("t10k-images-idx3-ubyte.gz"));

        train("compact", 1);

        assertThat(out.toString()).contains("validation");
        assertThat(run("export", "--run", work.resolve("run"), "--out", work.resolve("m")))
                .isEqualTo(1);
    }

    @Test
    void resumesOnlyWhatWasBegun() throws IOException {
        assertThat(run("train", "--run", work.resolve("run"), "--resume")).isEqualTo(1);
        train("compact", 1);
        assertThat(run("train", "--run", work.resolve("run"), "--data", data)).isEqualTo(1);
        assertThat(run("train", "--run", work.resolve("run"), "--resume")).isZero();

        assertThat(err.toString()).contains("run: is no run", "run: holds a run already: say --resume");
    }

    @Test
    void saysWhichDataIsMissing() throws IOException {
        Path empty = Files.createDirectory(work.resolve("empty"));

        assertThat(run("train", "--run", work.resolve("run"), "--data", empty)).isEqualTo(1);
        assertThat(run("sample", "--data", empty, "--out", work)).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        "model-lab: " + empty + ": has no folders named by class",
                        "model-lab: " + empty + ": has neither t10k-labels-idx1-ubyte.gz nor t10k-labels-idx1-ubyte");
    }

    @Test
    void saysWhichModelIsMissing() {
        assertThat(run("evaluate", "--model", work.resolve("none").resolve("1"), "--data", data))
                .isEqualTo(1);

        assertThat(err.toString()).startsWith("model-lab: there is no model 'none' in " + work);
    }

    @Test
    void refusesNumbersWithoutSense() {
        Path run = work.resolve("run");
        assertThat(run("sample", "--data", data, "--out", work, "--per-class", "0"))
                .isEqualTo(2);
        assertThat(run("train", "--run", run, "--data", data, "--validation", "700"))
                .isEqualTo(2);
        assertThat(run("train", "--run", run, "--data", data, "--validation", "60", "--epochs", "0"))
                .isEqualTo(2);
        assertThat(run(
                        "train",
                        "--run",
                        run,
                        "--data",
                        data,
                        "--validation",
                        "60",
                        "--network",
                        "residual",
                        "--width",
                        "0"))
                .isEqualTo(2);
        assertThat(run("train", "--run", run)).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--per-class must be at least 1: 0",
                        "--validation must be from 1 to 699: 700",
                        "epochs must be at least 1: 0",
                        "filters must be at least 1: 0",
                        "a new run needs --data");
        assertThat(run).doesNotExist();
    }

    private void train(String network, int epochs) {
        int code = run(
                "train",
                "--run",
                work.resolve("run"),
                "--data",
                data,
                "--network",
                network,
                "--width",
                "8",
                "--epochs",
                epochs,
                "--batch-size",
                "32",
                "--validation",
                "60",
                "--shift",
                "0",
                "--no-flip",
                "--threads",
                "1");
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("epoch  " + epochs + "/" + epochs, "next: model-lab export");
    }

    /** An image file. */
    private Path data(Path beside) throws IOException {
        run("sample", "--data", data, "--out", beside.resolveSibling("sample"), "--per-class", "1");
        try (Stream<Path> files = Files.walk(beside.resolveSibling("sample"))) {
            return files.filter(f -> f.toString().endsWith(".png")).findFirst().orElseThrow();
        }
    }

    private int run(Object... arguments) {
        CommandLine commandLine =
                ModelLab.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }
}
