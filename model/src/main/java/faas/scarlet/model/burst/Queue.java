package faas.scarlet.model.burst;

import java.time.Duration;

/**
 * What waits for the cluster although its time has come.
 *
 * @param length invocations; may be cut off at {@link BurstPolicy#mostCounted}
 * @param longestWait how long the oldest of them could have run already; zero where there are none
 */
public record Queue(int length, Duration longestWait) {}
