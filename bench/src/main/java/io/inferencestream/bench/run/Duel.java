package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Contestant.Kind;
import io.inferencestream.bench.contestant.Launcher;
import io.inferencestream.bench.contestant.PeerPaths;
import io.inferencestream.bench.limit.LimitResult;
import io.inferencestream.bench.load.Sender;
import io.inferencestream.bench.workload.Workload;
import io.inferencestream.bench.workload.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures two contestants against each other in turns of some seconds: both run and are warm, and while one has its turn
 * the other stands still (SIGSTOP). Whatever makes the machine quicker or slower over minutes falls on both alike, and the
 * compilers of both have come to rest.
 */
public final class Duel {
    private static final Duration LIMIT_WINDOW = Duration.ofSeconds(2);

    /** Where the limit does not take part, it only says about how many images are needed. */
    private static final Duration SHORT_WINDOW = Duration.ofMillis(400);

    /** From the first answer on, so that what is asked for once (a schema, for each stream thread) has been answered. */
    private static final long STARTING_SECONDS = 3;

    private static final long MAX_BACKLOG_BYTES = 6L << 30;
    private static final double BACKLOG_ROOM = 1.4;
    private static final int PARTITIONS = 8;

    private final Path home;
    private final @Nullable Path shared;
    private final Path work;
    private final Consumer<String> progress;

    /**
     * A duel.
     *
     * @param home the project's folder
     * @param shared data that is not in the repository, if it is there
     * @param work for logs, configurations and state
     * @param progress told of every pair of turns, a line each
     */
    public Duel(Path home, @Nullable Path shared, Path work, Consumer<String> progress) {
        this.home = home;
        this.shared = shared;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Who takes part, and how.
     *
     * @param javaOptions of its JVM
     * @param streamSettings more lines of the stream's own configuration
     * @param checkout the stream is the one built there; null for this one's
     */
    public record Side(
            Contestant contestant,
            List<String> javaOptions,
            List<String> streamSettings,
            @Nullable Path checkout) {}

    /**
     * Runs it.
     *
     * @param warmUp of each, in turns as well, which do not count
     * @param turn how long each is measured at a time
     * @param turns how often each is measured
     * @return of as many turns as there were images for
     * @throws IllegalStateException if one of them dies, answers twice or wrongly, or there were images for no turn
     */
    public DuelResult run(String name, Side first, Side second, Duration warmUp, Duration turn, int turns)
            throws InterruptedException {
        Workload workload = new Workloads(home, shared, work).open(name);
        LimitRun limits = new LimitRun(home, shared, work, first.javaOptions());
        boolean hasLimit = Stream.of(first, second).anyMatch(Duel::isLimit);
        LimitResult limit = limits.run(name, hasLimit ? LIMIT_WINDOW : SHORT_WINDOW);
        try (Cluster cluster = Cluster.start(work)) {
            Ground left = ground(cluster, first, workload, limit);
            Ground right = ground(cluster, second, workload, limit);
            String input = left.newInput();
            int rounds = (int) Math.ceil((double) warmUp.toMillis() / turn.toMillis()) + turns;
            int backlog = backlog(workload, limit, turn.plus(Duellist.SETTLING).multipliedBy(rounds + 2));
            progress.accept(String.format("laying out %,d images", backlog));
            try (Sender sender = left.bulkSender(input)) {
                sender.fill(backlog);
            }
            WriteBack.await();
            try (Duellist one = duellist(left, first, input, backlog, limits, limit);
                    Duellist other = duellist(right, second, input, backlog, limits, limit)) {
                return fight(one, other, turn, rounds - turns, turns);
            }
        }
    }

    private DuelResult fight(Duellist one, Duellist other, Duration turn, int unmeasured, int turns)
            throws InterruptedException {
        TimeUnit.SECONDS.sleep(STARTING_SECONDS);
        one.rest();
        other.rest();
        for (int i = 0; i < unmeasured; i++) {
            one.turn(turn);
            other.turn(turn);
        }
        List<Duellist.Turn> ones = new ArrayList<>();
        List<Duellist.Turn> others = new ArrayList<>();
        for (int i = 1; i <= turns; i++) {
            Duellist.Turn ofOne = one.turn(turn);
            Duellist.Turn ofOther = other.turn(turn);
            if (!one.hasImagesLeft() || !other.hasImagesLeft()) {
                progress.accept("no images left after " + ones.size() + " turns");
                break;
            }
            ones.add(ofOne);
            others.add(ofOther);
            progress.accept(String.format(
                    "turn %d of %d: %,.1f and %,.1f images/s",
                    i,
                    turns,
                    ones.get(i - 1).imagesPerSecond(),
                    others.get(i - 1).imagesPerSecond()));
        }
        if (ones.isEmpty()) {
            throw new IllegalStateException("there were not images enough for a turn: have a shorter warm-up or turn");
        }
        return new DuelResult(ones, others);
    }

    private Ground ground(Cluster cluster, Side side, Workload workload, LimitResult limit) {
        Launcher launcher =
                new Launcher(new PeerPaths(home), work, side.javaOptions(), side.streamSettings(), side.checkout());
        return new Ground(cluster, launcher, workload, PARTITIONS, limit.firstClasses());
    }

    private static int backlog(Workload workload, LimitResult limit, Duration time) {
        double wanted = limit.imagesPerSecond() * time.toMillis() / 1e3 * BACKLOG_ROOM;
        return (int) Math.min(wanted, MAX_BACKLOG_BYTES / Math.max(1.0, workload.meanBytes()));
    }

    private static Duellist duellist(
            Ground ground, Side side, String input, int backlog, LimitRun limits, LimitResult limit)
            throws InterruptedException {
        return isLimit(side)
                ? LimitDuellist.start(limits.pace(ground.workload().name(), limit))
                : StreamDuellist.start(ground, side.contestant(), input, backlog);
    }

    private static boolean isLimit(Side side) {
        return side.contestant().kind() == Kind.LIMIT;
    }
}
