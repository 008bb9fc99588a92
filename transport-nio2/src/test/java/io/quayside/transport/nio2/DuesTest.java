package io.quayside.transport.nio2;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DuesTest {
    private final Dues dues = new Dues();

    @Test
    void nothingOwedIsSettledByTheClose() throws InterruptedException {
        assertFalse(dues.await(0));
        assertTrue(dues.close());
        assertTrue(dues.await(0));
        assertFalse(dues.close());
    }

    @Test
    void whatIsOwedIsWaitedFor() throws InterruptedException {
        assertTrue(dues.add());
        assertTrue(dues.add());
        dues.settle();
        assertTrue(dues.close());
        assertTrue(dues.isClosed());
        assertFalse(dues.await(0));
        dues.settle();
        assertTrue(dues.await(0));
    }

    @Test
    void afterTheCloseOnlyWorkIsPassedOn() throws InterruptedException {
        dues.add();
        dues.close();
        assertFalse(dues.add());
        assertTrue(dues.addWhileOwing());
        dues.settle();
        assertFalse(dues.await(0));
        dues.settle();
        assertTrue(dues.await(0));
        assertFalse(dues.addWhileOwing());
    }
}
