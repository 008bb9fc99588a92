package io.quayside.core.contracts;

import io.quayside.api.session.SessionProvider;
import io.quayside.core.session.StandardSessionProvider;
import io.quayside.tck.session.SessionContract;

class StandardSessionContractTest extends SessionContract {
    @Override
    protected SessionProvider newProvider() {
        return new StandardSessionProvider();
    }
}
