package io.quayside.testkit;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Opens a harness before each test, and closes it after, which asserts that nothing is left; for JUnit, which the rest of the
 * harness doesn't need.
 *
 * <pre>{@code
 * @RegisterExtension
 * final HarnessExtension<String> harness = HarnessExtension.of(PluginHarness.of(new RoomProvider()));
 *
 * @Test
 * void everybodyHearsIt() {
 *     HarnessClient<String> ann = harness.connect();
 *     ...
 * }
 * }</pre>
 *
 * <p>A test may also have the harness as a parameter. The field isn't static: one extension serves one test at a time.
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public final class HarnessExtension<M> implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final HarnessBuilder<M> builder;
    private @Nullable PluginHarness<M> harness;

    private HarnessExtension(HarnessBuilder<M> builder) {
        this.builder = requireNonNull(builder, "builder");
    }

    /** An extension whose harnesses are as the builder says. */
    public static <M> HarnessExtension<M> of(HarnessBuilder<M> builder) {
        return new HarnessExtension<>(builder);
    }

    /** The harness of the test that runs. */
    public PluginHarness<M> get() {
        PluginHarness<M> open = harness;
        if (open == null) {
            throw new IllegalStateException("there is a harness only while a test runs");
        }
        return open;
    }

    /** Somebody connects: as {@link PluginHarness#connect}. */
    public HarnessClient<M> connect() {
        return get().connect();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (harness != null) {
            throw new IllegalStateException("one extension serves one test at a time: its field must not be static");
        }
        harness = builder.open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        PluginHarness<M> open = harness;
        harness = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PluginHarness.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return get();
    }
}
