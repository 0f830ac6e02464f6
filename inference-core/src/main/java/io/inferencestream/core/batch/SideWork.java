package io.inferencestream.core.batch;

/**
 * What predictors do while no batch is full: where model and decoder share the cores, decoding. More busy threads than
 * cores would only push each other off them.
 *
 * <p>Thread-safe: all predictors ask it. Neither method may throw.
 */
public interface SideWork {
    /** There is none. */
    SideWork NONE = new SideWork() {
        @Override
        public boolean isWaiting() {
            return false;
        }

        @Override
        public boolean runOne() {
            return false;
        }
    };

    /** Whether there is any; whoever adds some tells {@link MicroBatcher#nudge}. */
    boolean isWaiting();

    /** Does a piece of it on the calling thread; false where there is none. */
    boolean runOne();
}
