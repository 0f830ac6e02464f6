package io.inferencestream.chaos;

import io.inferencestream.chaos.process.Program;
import io.inferencestream.kit.properties.Delivery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which runs are wanted. */
final class RunOptions {
    private static final int LONG_SEEDS = 100;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds, each in every delivery asked for (1).")
    private int seeds = 1;

    @Option(names = "--first-seed", paramLabel = "N", description = "The first of them; to repeat a run, its seed (1).")
    private long firstSeed = 1;

    @Option(names = "--long", description = "The long proof: 100 seeds.")
    private boolean isLong;

    @Option(names = "--delivery", split = ",", paramLabel = "NAME", description = "exactly-once, at-least-once (both).")
    private List<String> deliveries = List.of("exactly-once", "at-least-once");

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description =
                    "classic, streams, both, or alternate: classic for odd seeds, streams for even ones (alternate).")
    private String protocol = "alternate";

    @Option(names = "--records", paramLabel = "N", description = "Records in each run (5000).")
    private int records = 5_000;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of the images (6).")
    private int partitions = 6;

    @Option(names = "--kills", paramLabel = "N", description = "How often an instance is killed by SIGKILL (3).")
    private int kills = 3;

    @Option(
            names = "--events",
            split = ",",
            paramLabel = "NAME",
            description = "What happens once each besides: all, none, or some of sigterm, sigstop, join-leave,"
                    + " broker-restart, broker-sigkill, disk-full, registry-outage, model-hang, model-break (all).")
    private List<String> events = List.of("all");

    @Option(
            names = "--without-barrier",
            description = "The control: without its commit barrier the stream has to lose records.")
    private boolean isControl;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "A rolling upgrade: the run begins with two or three instances of the stream that is built in"
                    + " that checkout, and replaces them one by one by this one's. Kinds of records that builds before this"
                    + " one did not survive are left out.")
    private @Nullable Path from;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** The command that runs one of them again. */
    String repetition(Scenario scenario) {
        return "bin/chaos --first-seed " + scenario.seed() + " --delivery " + scenario.deliveryName() + " --protocol "
                + scenario.protocol() + " --records " + records + " --partitions " + partitions + " --kills " + kills
                + " --events " + String.join(",", events) + (isControl ? " --without-barrier" : "")
                + (from == null ? "" : " --from " + from);
    }

    /**
     * The runs, in their order.
     *
     * @throws CommandLine.ParameterException if they cannot be made
     */
    List<Scenario> scenarios() {
        if (seeds < 1) { // no run would be no failure
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--seeds is " + seeds + ": give the number of seeds, 1 or more");
        }
        Set<Disturbance> others = others();
        Optional<Path> checkout = checkout();
        List<Scenario> scenarios = new ArrayList<>();
        int count = isLong ? LONG_SEEDS : seeds;
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            for (String delivery : deliveries) {
                for (String itsProtocol : protocols(seed)) {
                    scenarios.add(scenario(seed, delivery, itsProtocol, others, checkout));
                }
            }
        }
        return scenarios;
    }

    private Scenario scenario(
            long seed, String delivery, String itsProtocol, Set<Disturbance> others, Optional<Path> checkout) {
        try {
            Delivery guarantee = switch (delivery) {
                case "exactly-once" -> Delivery.EXACTLY_ONCE;
                case "at-least-once" -> Delivery.AT_LEAST_ONCE;
                default -> throw new IllegalArgumentException("no such delivery: " + delivery);
            };
            return new Scenario(seed, guarantee, itsProtocol, records, partitions, kills, others, !isControl, checkout);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<String> protocols(long seed) {
        return switch (protocol) {
            case "alternate" -> List.of(seed % 2 == 0 ? "streams" : "classic");
            case "both" -> List.of("classic", "streams");
            default -> List.of(protocol);
        };
    }

    private Set<Disturbance> others() {
        if (events.equals(List.of("all"))) {
            return Disturbance.onceEach();
        }
        Set<Disturbance> others = EnumSet.noneOf(Disturbance.class);
        for (String event : events) {
            if (!event.equals("none")) {
                others.add(event(event));
            }
        }
        return others;
    }

    private Disturbance event(String spelling) {
        return Disturbance.onceEach().stream()
                .filter(event -> event.spelling().equals(spelling))
                .findFirst()
                .orElseThrow(
                        () -> new CommandLine.ParameterException(spec.commandLine(), "no such event: " + spelling));
    }

    private Optional<Path> checkout() {
        Path checkout = from;
        if (checkout == null) {
            return Optional.empty();
        }
        try {
            Program.builtIn(checkout);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--from " + checkout + ": " + e.getMessage(), e);
        }
        return Optional.of(checkout.toAbsolutePath().normalize());
    }
}
