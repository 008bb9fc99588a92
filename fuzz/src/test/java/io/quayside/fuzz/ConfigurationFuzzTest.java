package io.quayside.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quayside.api.QuaysideException;
import io.quayside.core.Server;
import io.quayside.core.discovery.Providers;
import io.quayside.distribution.config.Configuration;
import io.quayside.distribution.config.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A configuration from the file to the endpoints: it is right, or an operator is told in one line with a code what is wrong.
 * Overrides come in the lines behind a line with only {@code --} in it.
 */
class ConfigurationFuzzTest {
    private final Providers providers = Providers.onClassPath();
    private Path file = Path.of("");

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createTempFile("fuzz", ".conf");
    }

    @AfterEach
    void removeFile() throws IOException {
        Files.deleteIfExists(file);
    }

    @FuzzTest
    void isRightOrExplained(byte[] bytes) throws IOException {
        String text = new String(bytes, ISO_8859_1);
        // What is included may be any file or address.
        if (text.toLowerCase(Locale.ROOT).contains("include")) {
            return;
        }
        int end = text.indexOf("\n--\n");
        List<String> overrides =
                end < 0 ? List.of() : text.substring(end + 4).lines().toList();
        Files.write(file, (end < 0 ? text : text.substring(0, end)).getBytes(ISO_8859_1));
        try {
            Configuration configuration = new ConfigurationFile(file).read(overrides);
            assertEquals(
                    configuration.endpoints(),
                    configuration.settings().section("endpoints").keys());
            Server.builder()
                    .providers(providers)
                    .settings(configuration.settings())
                    .build();
        } catch (QuaysideException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(e.code().matches("QS-[1-4]\\d\\d"), e.code());
            assertFalse(message.isBlank(), "nothing is said");
            assertEquals(1, message.lines().count(), () -> "several lines: " + message);
        }
    }
}
