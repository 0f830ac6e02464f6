package io.inferencestream.stream.cli;

import picocli.CommandLine.Command;

/** Finds dead letters and sends them again. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Finds dead letters and resends them.",
        subcommands = {ListLettersCommand.class, ShowLetterCommand.class, ResendLettersCommand.class})
final class DeadLettersCommand {}
