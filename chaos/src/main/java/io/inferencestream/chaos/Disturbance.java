package io.inferencestream.chaos;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What chaos can do to a stream that works. */
public enum Disturbance {
    /** An instance is killed, and started again. */
    SIGKILL,
    /** An instance is told to end, has to exit 0, and is started again. */
    SIGTERM,
    /** An instance stands still for longer than {@code max.poll.interval.ms}, then goes on as if nothing had been. */
    SIGSTOP,
    /** Another instance joins, works along, and leaves. */
    JOIN_LEAVE,
    /** The broker is stopped as an operator does, and started again. */
    BROKER_RESTART,
    /** The broker is killed, and started again. */
    BROKER_SIGKILL,
    /** The broker's disk is full until the broker has ended of it; then there is room, and it is started again. */
    DISK_FULL,
    /** The registry is away while records come whose schema the stream has not met. */
    REGISTRY_OUTAGE,
    /** An engine comes back from no batch any more: its process has to halt, and is started again. */
    MODEL_HANG,
    /** An engine fails everything: its process has to end without rejecting a record, and is started again. */
    MODEL_BREAK,
    /** An instance of the build before is told to end, and one of this build starts in its place. */
    UPGRADE;

    /** Those that happen once in a run that asks for them; the others happen as often as the run has it. */
    public static Set<Disturbance> onceEach() {
        return EnumSet.complementOf(EnumSet.of(SIGKILL, UPGRADE));
    }

    /** As the command line spells it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
