package io.quayside.distribution.cli;

/** The versions that matter when somebody reports a fault. */
final class Version {
    private Version() {}

    /** Quayside's version, as the jar's manifest tells it. */
    static String ofQuayside() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unreleased)" : version;
    }

    /** The JVM's version and maker. */
    static String ofJava() {
        return System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")";
    }
}
