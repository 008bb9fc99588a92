package io.quayside.api.plugin;

import io.quayside.api.Stable;

/**
 * What a plugin may know of the endpoint it serves; implemented by the framework.
 *
 * @since 0.1
 */
@Stable
public interface EndpointInfo {
    /** The endpoint's name, as configured. */
    String name();
}
