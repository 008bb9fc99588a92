package io.quayside.tck.plugin;

import io.quayside.tck.ContractCheck;

/** The contract of plugins accepts a sound one, and each of its rules rejects one that is broken on purpose. */
class PluginContractTest extends ContractCheck<PluginFault> {
    PluginContractTest() {
        super("plugin", PluginSubject.class, PluginFault.class, PluginContract.class);
    }
}
