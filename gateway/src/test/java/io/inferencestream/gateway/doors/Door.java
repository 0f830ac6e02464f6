package io.inferencestream.gateway.doors;

/** A door to the dead letters that is a process of its own, is begun anew whenever it ends, and may be killed. */
interface Door extends Runnable {
    /** Uses the door until after {@link #end}. */
    @Override
    void run();

    /** Kills its process if it is at work; whether it was. */
    boolean kill() throws InterruptedException;

    /** Lets it come to its end. */
    void end();
}
