package io.quayside.tck.session;

import io.quayside.api.Stable;
import io.quayside.api.session.SessionProvider;
import org.junit.jupiter.api.Nested;

/**
 * The laws of {@link io.quayside.api.session.SessionLayer}, S1 to S10: extend it for a session layer. Each group of rules is
 * a class of its own as well, to be extended alone. The transport, the pool, the codec and the plugin are the contract's.
 *
 * <pre>{@code
 * class MySessionContractTest extends SessionContract {
 *     @Override
 *     protected SessionProvider newProvider() {
 *         return new MySessionProvider();
 *     }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class SessionContract extends SessionSetup {
    /** For subclasses. */
    protected SessionContract() {}

    @Nested
    final class CallbackRules extends SessionCallbackContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class LifeRules extends SessionLifeContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class TimeRules extends SessionTimeContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class SendRules extends SessionSendContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class BoundRules extends SessionBoundContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class PolicyRules extends SessionPolicyContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class ReuseRules extends SessionReuseContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class GroupRules extends SessionGroupContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class FlowRules extends SessionFlowContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }

    @Nested
    final class OffloadRules extends SessionOffloadContract {
        @Override
        SessionSetup setup() {
            return SessionContract.this;
        }

        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }
    }
}
