package io.quayside.tck.session;

import io.quayside.api.session.SessionProvider;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/**
 * The laws of {@link io.quayside.api.session.SessionLayer}, S1 to S8: extend it for a session layer. Each group of rules is
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
 */
public abstract class SessionContract {
    /** For subclasses. */
    protected SessionContract() {}

    /** The session layer's provider; asked once for each rule. */
    protected abstract SessionProvider newProvider();

    /**
     * The settings of a layer with these bounds, and with nothing in it that ends sessions by the clock within seconds. The
     * policy at the bound is to refuse. To be overridden where they have other names.
     *
     * @param sessions how many sessions there may be at once
     * @param congested bytes that wait for a peer, above which a send tells of congestion
     * @param limit bytes that wait for a peer, from which on sends are refused
     */
    protected Map<String, ?> settings(int sessions, long congested, long limit) {
        return Map.of("limit", sessions, "outbound-congested", congested, "outbound-limit", limit);
    }

    /** How long something may take that has to happen, between threads. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Nested
    final class CallbackRules extends SessionCallbackContract {
        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }

        @Override
        protected Map<String, ?> settings(int sessions, long congested, long limit) {
            return SessionContract.this.settings(sessions, congested, limit);
        }

        @Override
        protected Duration patience() {
            return SessionContract.this.patience();
        }
    }

    @Nested
    final class LifeRules extends SessionLifeContract {
        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }

        @Override
        protected Map<String, ?> settings(int sessions, long congested, long limit) {
            return SessionContract.this.settings(sessions, congested, limit);
        }

        @Override
        protected Duration patience() {
            return SessionContract.this.patience();
        }
    }

    @Nested
    final class SendRules extends SessionSendContract {
        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }

        @Override
        protected Map<String, ?> settings(int sessions, long congested, long limit) {
            return SessionContract.this.settings(sessions, congested, limit);
        }

        @Override
        protected Duration patience() {
            return SessionContract.this.patience();
        }
    }

    @Nested
    final class BoundRules extends SessionBoundContract {
        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }

        @Override
        protected Map<String, ?> settings(int sessions, long congested, long limit) {
            return SessionContract.this.settings(sessions, congested, limit);
        }

        @Override
        protected Duration patience() {
            return SessionContract.this.patience();
        }
    }

    @Nested
    final class ReuseRules extends SessionReuseContract {
        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }

        @Override
        protected Map<String, ?> settings(int sessions, long congested, long limit) {
            return SessionContract.this.settings(sessions, congested, limit);
        }

        @Override
        protected Duration patience() {
            return SessionContract.this.patience();
        }
    }

    @Nested
    final class GroupRules extends SessionGroupContract {
        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }

        @Override
        protected Map<String, ?> settings(int sessions, long congested, long limit) {
            return SessionContract.this.settings(sessions, congested, limit);
        }

        @Override
        protected Duration patience() {
            return SessionContract.this.patience();
        }
    }

    @Nested
    final class OffloadRules extends SessionOffloadContract {
        @Override
        protected SessionProvider newProvider() {
            return SessionContract.this.newProvider();
        }

        @Override
        protected Map<String, ?> settings(int sessions, long congested, long limit) {
            return SessionContract.this.settings(sessions, congested, limit);
        }

        @Override
        protected Duration patience() {
            return SessionContract.this.patience();
        }
    }
}
