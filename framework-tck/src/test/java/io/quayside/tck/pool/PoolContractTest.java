package io.quayside.tck.pool;

import io.quayside.tck.ContractCheck;

/** The contract of pools accepts a sound one, and each of its rules rejects one that is broken on purpose. */
class PoolContractTest extends ContractCheck<PoolFault> {
    PoolContractTest() {
        super(
                "pool",
                PoolSubject.class,
                PoolFault.class,
                PoolLeaseContract.class,
                PoolWaitingContract.class,
                PoolContentionContract.class,
                PoolTrackingContract.class);
    }
}
