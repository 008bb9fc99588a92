package io.quayside.api.plugin;

/** What a plugin may know of the endpoint it serves; implemented by the framework. */
public interface EndpointInfo {
    /** The endpoint's name, as configured. */
    String name();
}
