package io.quayside.codec.basic;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quayside.api.codec.CodecProvider;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    @Test
    void bothAreFound() {
        Map<String, CodecProvider> found = ServiceLoader.load(CodecProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .collect(toMap(CodecProvider::id, provider -> provider));
        assertEquals(Set.of("bytes", "lines"), found.keySet());
        for (CodecProvider provider : found.values()) {
            assertFalse(provider.description().isBlank());
            assertEquals(Set.of(), provider.sharedPackages(), "the JDK's types are everybody's");
        }
    }
}
