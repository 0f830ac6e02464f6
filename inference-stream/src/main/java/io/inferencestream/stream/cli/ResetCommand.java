package io.inferencestream.stream.cli;

import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.reset.GroupReset;
import io.inferencestream.stream.reset.ResetTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Moves where a stopped stream goes on reading, after it has been confirmed. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Moves where a stopped stream goes on reading.",
            "Going back writes predictions again beside those that are there; going forward leaves images without any"
                    + " outcome. It is refused while any instance runs."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:moved; with --dry-run: the plan is shown",
            "1:not moved: instances run, it was not confirmed, or the cluster refused",
            "2:wrong usage"
        })
final class ResetCommand extends OperatorCommand {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "WHERE",
            converter = Target.class,
            description = "earliest, latest, a time such as 2026-01-31T12:00:00Z, or a record such as images-3@1234,"
                    + " which moves its partition alone.")
    private @Nullable ResetTarget target;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean isConfirmed;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean isDryRun;

    @Override
    int run(StreamSettings settings) throws InterruptedException {
        try (Admin admin = ConfigOption.admin(settings)) {
            GroupReset reset = new GroupReset(
                    admin, settings.application(), settings.input().topic());
            List<GroupReset.Move> moves = reset.plan(Objects.requireNonNull(target));
            out().println("Group " + settings.application() + " would go on reading "
                    + settings.input().topic() + ":");
            moves.forEach(move -> out().println("  " + move));
            int members = reset.members();
            if (members > 0) {
                err().println("Refused: " + members + " stream threads are members of the group. Stop every instance"
                        + " first; one that was killed counts until its session has expired (kafka.session.timeout.ms;"
                        + " under group.protocol streams the broker's group.streams.session.timeout.ms).");
                return NOT_DONE;
            }
            if (isDryRun) {
                out().println("Dry run: nothing was moved.");
                return DONE;
            }
            return isConfirmed || confirms(settings.application()) ? move(reset, moves) : refuse();
        }
    }

    private int move(GroupReset reset, List<GroupReset.Move> moves) throws InterruptedException {
        reset.move(moves);
        out().println("Moved. The next start goes on from there.");
        return DONE;
    }

    private int refuse() {
        err().println("Not confirmed: nothing was moved.");
        return NOT_DONE;
    }

    private boolean confirms(String application) {
        out().print("Type " + application + " to move it: ");
        out().flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            String line = in.readLine();
            return line != null && line.strip().equals(application);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads a target. */
    static final class Target implements ITypeConverter<ResetTarget> {
        @Override
        public ResetTarget convert(String text) {
            try {
                return ResetTarget.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
