package io.inferencestream.bench.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps measurements as files, one each, so that a run that was cut off goes on where it was. */
public final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

    private final Path folder;

    /** Results in a folder, which is made if it is not there. */
    public Results(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The measurement, if it has been made and did not fail. */
    public Optional<Measurement> find(int round, String workload, String contestant) {
        Path file = file(round, workload, contestant);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(read(file)).filter(measurement -> measurement.failure() == null);
    }

    /** Keeps a measurement; replaces one that failed. */
    public void keep(Measurement measurement) {
        Path file = file(measurement.round(), measurement.workload(), measurement.contestant());
        try {
            Path written = Files.write(folder.resolve("unfinished"), PRETTY.writeValueAsBytes(measurement));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that were made, by round. */
    public List<Measurement> all() {
        List<Measurement> measurements = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .forEach(file -> measurements.add(read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return measurements;
    }

    private Path file(int round, String workload, String contestant) {
        return folder.resolve(round + "." + workload + "." + contestant + ".json");
    }

    private static Measurement read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Measurement.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
