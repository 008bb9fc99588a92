/**
 * Devices report readings, and others ask for them or want to hear of alarms: a binary protocol in frames with a length. Read
 * {@link io.quayside.examples.telemetry.Message} first, then {@code TelemetryPayload}, then {@code TelemetryPlugin}.
 */
@NullMarked
package io.quayside.examples.telemetry;

import org.jspecify.annotations.NullMarked;
