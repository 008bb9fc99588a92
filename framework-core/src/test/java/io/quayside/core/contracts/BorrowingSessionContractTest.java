package io.quayside.core.contracts;

import io.quayside.api.session.SessionProvider;
import io.quayside.core.fakes.LendingSessions;
import io.quayside.core.fakes.Loans;
import io.quayside.core.session.StandardSessionProvider;
import io.quayside.tck.session.SessionContract;
import org.junit.jupiter.api.AfterEach;

/** The laws of sessions, on a transport that lends a few contexts. */
class BorrowingSessionContractTest extends SessionContract {
    private final Loans loans = new Loans(3, 512);

    @Override
    protected SessionProvider newProvider() {
        return new LendingSessions(new StandardSessionProvider(), loans);
    }

    @AfterEach
    void whatWasLentIsBack() {
        loans.assertAllBack();
    }
}
