package com.example.harbour;

import io.quayside.testkit.HarnessClient;
import io.quayside.testkit.PluginHarness;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HarbourPluginTest {
    @Test
    void aBerthIsFreeAgainWhenItsShipIsLost() {
        try (PluginHarness<String> harbour =
                PluginHarness.of(new HarbourPluginProvider()).settings(Map.of("berths", 1)).open()) {
            HarnessClient<String> first = harbour.connect();
            HarnessClient<String> second = harbour.connect();
            first.send("dock").expect("welcome");
            second.send("dock").expect("no berth is free");
            first.reset();
            second.send("dock").expect("welcome");
        }
    }
}
