package io.inferencestream.gateway.doors;

import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.stream.cli.InferenceStream;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command line that resends some letters, and when it has ended, some others. */
final class CommandLineDoor implements Door {
    private static final int LETTERS = 20;
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final Pattern RESENT = Pattern.compile("^resend  (\\S+), was", Pattern.MULTILINE);

    private final Path config;
    private final Path log;
    private final Supplier<RecordPosition> letters;
    private final Claims claims;
    private final AtomicReference<@Nullable ForkedJvm> atWork = new AtomicReference<>();
    private volatile boolean isEnding;

    CommandLineDoor(Path config, Path log, Supplier<RecordPosition> letters, Claims claims) {
        this.config = config;
        this.log = log;
        this.letters = letters;
        this.claims = claims;
    }

    @Override
    public void run() {
        try {
            while (!isEnding) {
                List<String> arguments = new ArrayList<>(List.of("resend", "--stamp-now"));
                Stream.generate(letters).limit(LETTERS).distinct().forEach(one -> arguments.add(one.toString()));
                try (ForkedJvm command = start(config, log, arguments)) {
                    atWork.set(command);
                    command.awaitEnd(LONGEST);
                    atWork.set(null);
                    claim(command.output(), claims);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static ForkedJvm start(Path config, Path log, List<String> arguments) {
        return Fork.of(InferenceStream.class)
                .small()
                .arguments("dead-letters")
                .arguments(arguments)
                .arguments("--config", config.toString())
                .start(log);
    }

    /** Notes what it says it did; a line counts only where it is whole, for it may have been killed while it wrote. */
    static void claim(String output, Claims claims) {
        Matcher lines = RESENT.matcher(output);
        while (lines.find()) {
            claims.resent(lines.group(1));
        }
    }

    @Override
    public boolean kill() throws InterruptedException {
        ForkedJvm command = atWork.getAndSet(null);
        if (command == null || !command.isAlive()) {
            return false;
        }
        command.kill();
        return true;
    }

    @Override
    public void end() {
        isEnding = true;
    }
}
