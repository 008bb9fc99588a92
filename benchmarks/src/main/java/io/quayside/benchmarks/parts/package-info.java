/** JMH benchmarks of the parts, each by itself and without a socket: what the framework's own work costs. */
@org.jspecify.annotations.NullMarked
package io.quayside.benchmarks.parts;
