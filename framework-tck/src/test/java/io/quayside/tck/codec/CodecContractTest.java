package io.quayside.tck.codec;

import io.quayside.tck.ContractCheck;

/** The contract of codecs accepts a sound one, and each of its rules rejects one that is broken on purpose. */
class CodecContractTest extends ContractCheck<CodecFault> {
    CodecContractTest() {
        super("codec", CodecSubject.class, CodecFault.class, CodecContract.class);
    }
}
