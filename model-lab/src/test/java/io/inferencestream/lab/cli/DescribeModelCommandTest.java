package io.inferencestream.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DescribeModelCommandTest {
    /** An ONNX file that declares a float input [N, 3, 32, 32] and an output [N, 2], and computes nothing. */
    private static final String ONNX =
            "CAg6NxIBZ1ocCgF4EhcKFQgBEhEKAxIBTgoCCAMKAgggCgIIIGIUCgF5Eg8KDQgBEgkKAxIBTgoCCAI=";

    @TempDir
    Path repository;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path version;

    @BeforeEach
    void putModel() throws Exception {
        version = Files.createDirectories(repository.resolve("pets/1"));
        Files.write(version.resolve("model.onnx"), Base64.getDecoder().decode(ONNX));
    }

    private int describe(Object... arguments) {
        CommandLine command = ModelLab.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        all[0] = "models";
        all[1] = "describe";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 2] = arguments[i].toString();
        }
        return command.execute(all);
    }

    private void putHuggingFacesFiles() throws Exception {
        Files.writeString(version.resolve("config.json"), """
                {"architectures": ["ViTForImageClassification"], "id2label": {"0": "cat", "1": "dog"}}""");
        Files.writeString(version.resolve("preprocessor_config.json"), """
                {"size": {"height": 32, "width": 32}, "resample": 2, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}""");
    }

    @Test
    void printsTheCardThatOtherFilesMake() throws Exception {
        putHuggingFacesFiles();

        assertThat(describe(repository.resolve("pets"))).isZero();
        assertThat(out.toString())
                .contains("labelsFile: config.json # config.json: id2label")
                .contains("  mean: [0.5, 0.5, 0.5] # preprocessor_config.json: image_mean");
        assertThat(err.toString()).isEmpty();
        assertThat(version.resolve("model.yaml")).doesNotExist();
    }

    @Test
    void writesTheCardOnce() throws Exception {
        putHuggingFacesFiles();

        assertThat(describe(version, "--write")).isZero();
        assertThat(version.resolve("model.yaml")).content().contains("output: logits");
        assertThat(describe(version)).isZero();
        assertThat(out.toString()).contains("pets/1, for onnxruntime", "values -1 to 1", "labels     cat, dog");
        assertThat(describe(version, "--write")).isEqualTo(2);
        assertThat(err.toString()).contains("has a card already");
    }

    @Test
    void namesWhatNoFileTells() {
        assertThat(describe(version, "--write", "--json")).isEqualTo(1);
        assertThat(err.toString())
                .contains("wrote " + version.resolve("model.yaml"), "to be written: labels: no file names the classes");
        assertThat(out.toString()).contains("\"open\":[\"labels: no file names");
        assertThat(version.resolve("model.yaml"))
                .content()
                .contains("labels: TODO #", "  height: 32 # model.onnx: input");
    }
}
