package io.inferencestream.stream.cli;

import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.deadletters.resend.ResendFailedException;
import io.inferencestream.deadletters.resend.ResendOptions;
import io.inferencestream.deadletters.resend.Resender;
import io.inferencestream.deadletters.resend.Verdict;
import io.inferencestream.stream.config.StreamSettings;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Resends dead letters to the stream's input. */
@Command(
        name = "resend",
        mixinStandardHelpOptions = true,
        description = {
            "Resends dead letters to the stream's input, each once: a letter that was resent is not resent by another run or"
                    + " by a gateway, whatever was killed meanwhile.",
            "Key, value and headers are the record's own; one header says which letter it was. A receipt for each letter"
                    + " goes to the ledger, the topic named after that of the dead letters with -resent, in the same"
                    + " transaction."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every letter that was asked for is resent, or was before; with --dry-run: the plan is shown",
            "1:some cannot be resent, or the cluster refused: the message says which and why",
            "2:wrong usage"
        })
final class ResendLettersCommand extends OperatorCommand {
    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Option(names = "--all", description = "All of them; needed where nothing else says which.")
    private boolean isAll;

    @Option(
            names = "--stamp-now",
            description = "Give the records today's timestamp, for those older than the input topic keeps records.")
    private boolean stampsNow;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean isDryRun;

    private final Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);

    @Override
    int run(StreamSettings settings) {
        if (isAll != which.isEmpty()) {
            throw wrongUsage(isAll ? "--all and a filter contradict each other" : "say which letters, or --all");
        }
        boolean isDone = resend(settings);
        summarise();
        boolean isEach = count(Verdict.Kind.REFUSED) + count(Verdict.Kind.MISSING) == 0;
        return isDone && (isEach || isDryRun) ? DONE : NOT_DONE;
    }

    private boolean resend(StreamSettings settings) {
        LetterFilter filter = which.filter();
        ResendOptions options = LetterDoor.options(stampsNow);
        try (Resender resender = LetterDoor.open(settings)) {
            if (isDryRun) {
                resender.plan(filter, options, this::print);
            } else {
                resender.resend(filter, options, this::print);
            }
            return true;
        } catch (ResendFailedException e) {
            err().println("Not all letters are resent: " + e.getMessage() + ". "
                    + (e.isUnsettled() ? "Of those that are not listed here, some may be resent. " : "")
                    + "Run it again: it resends none twice.");
            return false;
        }
    }

    private void print(Verdict verdict) {
        counts.merge(verdict.kind(), 1, Integer::sum);
        out().println(Legible.of(verdict.toString()));
    }

    private int count(Verdict.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    private void summarise() {
        out().printf(
                        "%,d %s, %,d resent before, %,d cannot be resent%n",
                        count(Verdict.Kind.RESENT),
                        isDryRun ? "would be resent" : "resent",
                        count(Verdict.Kind.RESENT_BEFORE),
                        count(Verdict.Kind.REFUSED) + count(Verdict.Kind.MISSING));
    }
}
