package io.quayside.distribution.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. Apart from {@link Version}, so that {@code serve} needs nothing of picocli. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "Quayside " + Version.ofQuayside(),
            "Java " + Version.ofJava(),
            System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                    + System.getProperty("os.arch")
        };
    }
}
