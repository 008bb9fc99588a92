package io.quayside.core.fakes;

/** The transport {@code other}, which is liked less than {@code test}. */
public final class OtherTransportProvider extends TestTransportProvider {
    @Override
    public String id() {
        return "other";
    }

    @Override
    public int preference() {
        return 5;
    }
}
