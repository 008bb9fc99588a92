package io.quayside.tck.session;

import io.quayside.api.session.SessionLayer;
import io.quayside.api.session.SessionParts;
import io.quayside.api.session.SessionProvider;
import io.quayside.tck.ContractCheck;
import io.quayside.tck.Parameters;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the tests' session layer, as the run that selects it wants it: sound, or with a fault. */
@ExtendWith(Parameters.class)
final class SessionSubject extends SessionContract {
    private final @Nullable SessionFault fault;

    SessionSubject(Parameters parameters) {
        fault = Optional.ofNullable(parameters.get(ContractCheck.FAULT))
                .map(SessionFault::valueOf)
                .orElse(null);
    }

    @Override
    protected SessionProvider newProvider() {
        return new SessionProvider() {
            @Override
            public String id() {
                return "simple";
            }

            @Override
            public String description() {
                return "the session layer of the contract's tests";
            }

            @Override
            public <M> SessionLayer<M> open(SessionParts<M> parts) {
                return new SimpleSessions<>(parts, fault);
            }
        };
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(fault == null ? 20 : 2);
    }
}
