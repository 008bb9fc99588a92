package io.quayside.distribution.config;

import io.quayside.api.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration that was read; whether its keys are known and its values fit is for the server to say.
 *
 * @param file where it was read from
 * @param settings the section {@code quayside}; its paths begin below that section
 * @param endpoints the names of the endpoints, in the order written
 */
public record Configuration(Path file, Settings settings, List<String> endpoints) {}
