package io.quayside.tck.session;

import io.quayside.tck.ContractCheck;

/** The contract of session layers accepts a sound one, and each of its rules rejects one that is broken on purpose. */
class SessionContractTest extends ContractCheck<SessionFault> {
    SessionContractTest() {
        super(
                "session layer",
                SessionSubject.class,
                SessionFault.class,
                SessionCallbackContract.class,
                SessionLifeContract.class,
                SessionTimeContract.class,
                SessionSendContract.class,
                SessionBoundContract.class,
                SessionPolicyContract.class,
                SessionReuseContract.class,
                SessionGroupContract.class,
                SessionFlowContract.class,
                SessionOffloadContract.class);
    }
}
