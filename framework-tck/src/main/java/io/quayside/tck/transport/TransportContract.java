package io.quayside.tck.transport;

import io.quayside.api.Stable;
import org.junit.jupiter.api.Nested;

/**
 * The laws of {@link io.quayside.api.transport.Transport}, T1 to T12: extend it for a transport, and give it the transport's
 * world. Each group of rules is a class of its own as well, to be extended alone.
 *
 * <pre>{@code
 * class MyTransportContractTest extends TransportContract {
 *     @Override
 *     protected TransportHarness newHarness() {
 *         return new RealSockets(new MyTransportProvider());
 *     }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class TransportContract {
    /** For subclasses. */
    protected TransportContract() {}

    /** A new world for one rule; asked once for each. */
    protected abstract TransportHarness newHarness();

    @Nested
    final class SendingRules extends TransportSendingContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class ReceivingRules extends TransportReceivingContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class LendingRules extends TransportLendingContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class HalfCloseRules extends TransportHalfCloseContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class ClosingRules extends TransportClosingContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class ConcurrencyRules extends TransportConcurrencyContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class CallbacksRules extends TransportCallbackContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class AcceptingRules extends TransportAcceptingContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class ConnectingRules extends TransportConnectingContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class TasksRules extends TransportTaskContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class EndingRules extends TransportEndingContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }

    @Nested
    final class StormRules extends TransportStormContract {
        @Override
        protected TransportHarness newHarness() {
            return TransportContract.this.newHarness();
        }
    }
}
