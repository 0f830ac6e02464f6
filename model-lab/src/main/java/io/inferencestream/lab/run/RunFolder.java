package io.inferencestream.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.train.Checkpoint;
import io.inferencestream.lab.train.CheckpointFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run's files: {@code run.json} is its recipe, {@code checkpoint.npz} where it stands, {@code report.html} how it
 * went.
 */
public final class RunFolder {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path folder;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** Where the report belongs. */
    public Path report() {
        return folder.resolve("report.html");
    }

    /** Where the checkpoint belongs. */
    public CheckpointFile checkpointFile() {
        return new CheckpointFile(folder.resolve("checkpoint.npz"));
    }

    /** Whether a run was begun here. */
    public boolean exists() {
        return Files.exists(recipeFile());
    }

    /** Begins a run: writes its recipe. */
    public void begin(Recipe recipe) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(recipeFile(), JSON.writeValueAsString(recipe));
    }

    /**
     * What the run was begun with.
     *
     * @throws DataException if there is no run here, or its file is damaged
     */
    public Recipe recipe() throws IOException {
        if (!exists()) {
            throw new DataException(folder, "is no run: it has no run.json; begin one with train --run");
        }
        try {
            return JSON.readValue(recipeFile().toFile(), Recipe.class);
        } catch (JsonProcessingException e) {
            throw new DataException(recipeFile(), "is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Where the run stands.
     *
     * @throws DataException if no epoch is done yet
     */
    public Checkpoint checkpoint() throws IOException {
        Checkpoint checkpoint = checkpointFile()
                .read()
                .orElseThrow(() -> new DataException(folder, "has no checkpoint yet: train it first"));
        if (checkpoint.history().isEmpty()) {
            throw new DataException(folder, "has not finished its first epoch: resume it first");
        }
        return checkpoint;
    }

    /** The network after its best epoch so far. */
    public TrainedNetwork best() throws IOException {
        return new TrainedNetwork(recipe().network(), checkpoint().best());
    }

    private Path recipeFile() {
        return folder.resolve("run.json");
    }
}
