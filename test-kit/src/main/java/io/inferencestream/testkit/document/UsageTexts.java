package io.inferencestream.testkit.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a program and each of its commands print for {@code --help}, in a file from which the launcher prints it while the
 * program is not built. Each text stands below a line {@code == COMMAND}. With the system property
 * {@value GeneratedPart#REWRITE} the file is written anew instead of refused.
 *
 * @param file a text file in UTF-8
 */
public record UsageTexts(Path file) {
    private static final int COLUMNS = 80;

    /** The texts of a module's program, from that module's test. */
    public static UsageTexts of(String module) {
        return new UsageTexts(Path.of(System.getProperty("basedir", "."), "..", "bin", ".help", module + ".txt"));
    }

    /**
     * Checks that the file says what the program says.
     *
     * @throws AssertionError if it does not and is not to be rewritten, or if a command has no {@code --help}
     */
    public void mustBe(CommandLine program) throws IOException {
        program.setUsageHelpAutoWidth(false).setUsageHelpWidth(COLUMNS);
        StringBuilder texts = new StringBuilder();
        append(program, texts);
        if (Files.exists(file) && Files.readString(file).contentEquals(texts)) {
            return;
        }
        if (System.getProperty(GeneratedPart.REWRITE) == null) {
            throw new AssertionError(file + " is not what --help says. Run this test with -D" + GeneratedPart.REWRITE
                    + " to have it written anew. It must be:\n" + texts);
        }
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, texts);
    }

    private static void append(CommandLine command, StringBuilder texts) {
        String name = command.getCommandSpec().qualifiedName();
        if (command.getCommandSpec().options().stream().noneMatch(OptionSpec::usageHelp)) {
            throw new AssertionError("the command " + name + " has no --help");
        }
        String usage = command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"));
        texts.append("== ").append(name).append('\n').append(usage);
        new LinkedHashSet<>(command.getSubcommands().values()).forEach(sub -> append(sub, texts));
    }
}
