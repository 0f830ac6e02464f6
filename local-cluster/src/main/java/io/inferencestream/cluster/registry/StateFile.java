package io.inferencestream.cluster.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Keeps a registry's state from one start to the next, if there is a file for it. Not thread-safe. */
final class StateFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Optional<Path> file;

    StateFile(Optional<Path> file) {
        this.file = file.map(Path::toAbsolutePath);
    }

    /** @throws RegistryException if there is a file and it is not a registry's */
    RegistryState read() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return RegistryState.empty();
        }
        try {
            return JSON.readValue(file.get().toFile(), RegistryState.class);
        } catch (JacksonException e) {
            throw new RegistryException(
                    "registry file cannot be understood, move it away: " + file.get() + ": " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new RegistryException("registry file cannot be read: " + file.get(), e);
        }
    }

    /** Replaces the file in one step, so that a killed process leaves the old or the new state. */
    void write(RegistryState state) {
        if (file.isPresent()) {
            Path target = file.get();
            Path draft = target.resolveSibling(target.getFileName() + ".draft");
            try {
                Files.createDirectories(draft.getParent());
                JSON.writeValue(draft.toFile(), state);
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new RegistryException("registry file cannot be written, choose another: " + target, e);
            }
        }
    }
}
