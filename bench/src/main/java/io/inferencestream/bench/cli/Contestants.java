package io.inferencestream.bench.cli;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.PeerPaths;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Finds contestants by the names that a command line has for them.
 *
 * @param spec of the command, which wrong names are a usage error of
 * @param home the project's folder
 */
record Contestants(CommandSpec spec, Path home) {
    /** @throws ParameterException if there is none of that name; says which there are */
    Contestant named(String title) {
        return Contestant.of(title)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no contestant is called '" + title + "': there are " + Contestant.titles()));
    }

    /** @throws ParameterException if there is none of that name, or it is not built; says which command builds it */
    Contestant built(String title) {
        Contestant contestant = named(title);
        PeerPaths peers = new PeerPaths(home);
        contestant.kind().module().filter(module -> !peers.isBuilt(module)).ifPresent(module -> {
            throw new ParameterException(
                    spec.commandLine(), title + " is not built yet; build it by: " + peers.buildCommandLine());
        });
        return contestant;
    }
}
