package io.inferencestream.core.batch;

import java.util.List;

/**
 * What a predictor works on next.
 *
 * @param items in the order they came; the predictor's own to change; empty once there will be no more
 * @param closedBy why it holds no more
 */
record Batch<T>(List<T> items, ClosedBy closedBy) {}
