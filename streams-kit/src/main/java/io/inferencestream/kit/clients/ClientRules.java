package io.inferencestream.kit.clients;

/**
 * What all clients of one stream go by.
 *
 * @param pollBytes max bytes that a poll hands out, but for a lone record; at least 1
 * @param stopsAtGaps whether the stream stops where it cannot read on from its offset, instead of passing over what is
 *     missing
 * @param pace shared by the stream threads
 * @param events told what the clients see
 */
record ClientRules(long pollBytes, boolean stopsAtGaps, CommitPace pace, ClientEvents events) {}
