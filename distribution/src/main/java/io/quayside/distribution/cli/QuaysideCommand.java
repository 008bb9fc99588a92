package io.quayside.distribution.cli;

import picocli.CommandLine.Command;

/** The command without a sub-command: help and version. */
@Command(
        name = "quayside",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "A pluggable protocol server: each endpoint is an address, a transport, a codec and a plugin.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or stopped by Ctrl-C, SIGTERM or SIGHUP",
            "1:it failed while running: no server there, one that answers wrongly, or a fault",
            "2:the command line or the configuration is wrong, or an address is in use; one line on stderr says what"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${ROOT-COMMAND-NAME} serve                       echo on ports 7007 and 7008, chat on port 7010",
            "  ${ROOT-COMMAND-NAME} serve -c my.conf            another configuration",
            "  ${ROOT-COMMAND-NAME} serve --set endpoints.chat.listen=0.0.0.0:7010",
            "  ${ROOT-COMMAND-NAME} check -c my.conf            is it right? starts nothing",
            "  ${ROOT-COMMAND-NAME} list                        the plugins, codecs and transports there are",
            "  ${ROOT-COMMAND-NAME} plugins reload chat         load a plugin's new jar while the server runs",
            "  ${ROOT-COMMAND-NAME} chat --user ann             talk on 127.0.0.1:7010",
            "  ${ROOT-COMMAND-NAME} bench 127.0.0.1:7007        what can the echo endpoint do on this machine?",
            "",
            "Files, in the directory that the archive was unpacked to:",
            "  conf/${ROOT-COMMAND-NAME}.conf    every key, with its default and its meaning",
            "  conf/logback.xml      what is logged; it goes to stderr",
            "  plugins/              a jar here is a plugin; so is a directory with a plugin and what it needs",
            "",
            "Environment:",
            "  JAVA_HOME                  the Java to use; the one on the PATH if not set",
            "  JAVA_OPTS, QUAYSIDE_OPTS   options for the JVM, such as -Xmx1g",
            "  QUAYSIDE_CACHE             where serve keeps its class archive, for quick starts; none for no archive",
            "  QUAYSIDE_LOG_LEVEL         what serve logs; DEBUG adds the stack traces of errors"
        })
final class QuaysideCommand {}
