/** One small server in Netty, MINA, smart-socket and Quayside, as docs/coming-from-other-frameworks.md shows them. */
package io.quayside.benchmarks.migration;
