package io.quayside.distribution.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions that matter when somebody reports a fault. */
final class Version implements IVersionProvider {

    /** Quayside's version, as the jar's manifest tells it. */
    static String ofQuayside() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unreleased)" : version;
    }

    /** The JVM's version and maker. */
    static String ofJava() {
        return System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")";
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Quayside " + ofQuayside(),
            "Java " + ofJava(),
            System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                    + System.getProperty("os.arch")
        };
    }
}
