package io.quayside.benchmarks.echo;

/**
 * What the generator does to a server.
 *
 * @param connections how many connections it makes
 * @param inFlight how many messages each keeps under way: the next is sent when one has come back
 * @param size bytes of each message
 * @param warmUpSeconds how long before the measurement begins
 * @param seconds how long the measurement takes
 */
record LoadSettings(int connections, int inFlight, int size, int warmUpSeconds, int seconds) {}
