package io.quayside.testkit;

import static java.util.Objects.requireNonNull;

import io.quayside.api.Open;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A {@link ProtocolKit} as a test class: one test for each thing that it tries.
 *
 * <pre>{@code
 * class RoomProtocolTest extends ProtocolKitTest<String> {
 *     RoomProtocolTest() {
 *         super(ProtocolKit.of(new RoomCodec(), List.of("", "hello")));
 *     }
 * }
 * }</pre>
 *
 * @param <M> the type of the messages
 * @since 0.1
 */
@Open
public abstract class ProtocolKitTest<M> {
    private final ProtocolKit<M> kit;

    /** For a kit with whatever options it needs. */
    protected ProtocolKitTest(ProtocolKit<M> kit) {
        this.kit = requireNonNull(kit, "kit");
    }

    @TestFactory
    final List<DynamicTest> protocol() {
        return kit.check().steps().stream()
                .map(step -> DynamicTest.dynamicTest(step.name(), step::assertPasses))
                .toList();
    }
}
