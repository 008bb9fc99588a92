package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.quayside.api.transport.TransportProvider;
import io.quayside.tck.transport.TransportDescriptorContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The contract about descriptors itself, which needs real ones: it rejects transports that are broken on purpose. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DescriptorContractTest {
    static final class Leaking extends TransportDescriptorContract {
        @Override
        protected Class<? extends TransportProvider> provider() {
            return BrokenProvider.Leaking.class;
        }
    }

    static final class GivingUp extends TransportDescriptorContract {
        @Override
        protected Class<? extends TransportProvider> provider() {
            return BrokenProvider.GivingUp.class;
        }
    }

    @Test
    void rejectsWhatLeavesDescriptors() {
        String failure = failure(Leaking.class, "t9_noDescriptorIsLeft");
        assertTrue(failure.startsWith("T9: promised is that no descriptor is left"), failure);
        assertTrue(failure.contains("descriptors before"), failure);
    }

    @Test
    void rejectsWhatGivesUpAccepting() {
        String failure = failure(GivingUp.class, "t10_acceptingGoesOnAfterDescriptorsRanOut");
        assertTrue(failure.startsWith("T10: promised is that accepting goes on"), failure);
        assertTrue(failure.contains("nothing came"), failure);
    }

    private static String failure(Class<?> subject, String rule) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(subject, rule))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertEquals(1, listener.getSummary().getTestsFailedCount(), "rules that failed");
        return String.valueOf(
                listener.getSummary().getFailures().get(0).getException().getMessage());
    }
}
