package io.quayside.core.contracts;

import io.quayside.api.session.SessionProvider;
import io.quayside.core.fakes.BlockingSessions;
import io.quayside.core.session.StandardSessionProvider;
import io.quayside.tck.session.SessionBoundContract;
import io.quayside.tck.session.SessionCallbackContract;
import io.quayside.tck.session.SessionFlowContract;
import io.quayside.tck.session.SessionGroupContract;
import io.quayside.tck.session.SessionLifeContract;
import io.quayside.tck.session.SessionPolicyContract;
import io.quayside.tck.session.SessionReuseContract;
import io.quayside.tck.session.SessionSendContract;
import io.quayside.tck.session.SessionTimeContract;
import org.junit.jupiter.api.Nested;

/**
 * The laws of sessions, where callbacks may block. What is offloaded runs in place there, so that group of rules, which tells
 * workers from others, isn't among them: {@code SessionBlockingTest} has what holds instead.
 */
class BlockingSessionContractTest {
    private static SessionProvider provider() {
        return BlockingSessions.onWorkers(new StandardSessionProvider());
    }

    @Nested
    class CallbackRules extends SessionCallbackContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }

    @Nested
    class LifeRules extends SessionLifeContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }

    @Nested
    class TimeRules extends SessionTimeContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }

    @Nested
    class SendRules extends SessionSendContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }

    @Nested
    class BoundRules extends SessionBoundContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }

    @Nested
    class PolicyRules extends SessionPolicyContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }

    @Nested
    class ReuseRules extends SessionReuseContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }

    @Nested
    class FlowRules extends SessionFlowContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }

    @Nested
    class GroupRules extends SessionGroupContract {
        @Override
        protected SessionProvider newProvider() {
            return provider();
        }
    }
}
