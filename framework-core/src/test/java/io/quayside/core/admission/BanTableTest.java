package io.quayside.core.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Bans grow when repeated, expire, and take a bounded table. The clock begins near its overflow, where sums go wrong. */
class BanTableTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final BanTable bans = new BanTable(3, MINUTE, 10 * MINUTE, 100);
    private long now = Long.MAX_VALUE - 5 * MINUTE;

    private static InetAddress ip(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private long ban(InetAddress address) {
        assertEquals(0, bans.offence(address, now));
        assertEquals(0, bans.offence(address, now));
        assertFalse(bans.isBanned(address, now));
        return bans.offence(address, now);
    }

    @Test
    void soManyOffencesBanAndTheBanExpires() {
        assertEquals(MINUTE, ban(ip(1)));
        assertTrue(bans.isBanned(ip(1), now));
        assertFalse(bans.isBanned(ip(2), now));
        assertTrue(bans.isBanned(ip(1), now + MINUTE - 1));
        assertFalse(bans.isBanned(ip(1), now + MINUTE));
    }

    @Test
    void eachFurtherBanIsTwiceAsLongUpToTheLongest() {
        for (long expected : new long[] {1, 2, 4, 8, 10, 10}) {
            long length = ban(ip(1));
            assertEquals(expected * MINUTE, length);
            now += length;
        }
    }

    @Test
    void whoBehavesForLongBeginsAnew() {
        now += ban(ip(1));
        now += ban(ip(1));
        now += 10 * MINUTE;
        assertEquals(MINUTE, ban(ip(1)));
    }

    @Test
    void offencesAreForgottenInTime() {
        assertEquals(0, bans.offence(ip(1), now));
        assertEquals(0, bans.offence(ip(1), now));
        now += 10 * MINUTE;
        assertEquals(0, bans.offence(ip(1), now));
        assertFalse(bans.isBanned(ip(1), now));
        now += 10 * MINUTE;
        assertFalse(bans.isBanned(ip(1), now));
        assertEquals(0, bans.size(), "nothing is left to remember");
    }

    @Test
    void theTableIsBoundedAndForgetsWhomItHasNotHeardOfForLongest() {
        ban(ip(0));
        for (int i = 1; i <= 99; i++) {
            bans.offence(ip(i), now);
        }
        assertTrue(bans.isBanned(ip(0), now), "which is to hear of it");
        for (int i = 100; i < 150; i++) {
            bans.offence(ip(i), now);
        }
        assertEquals(100, bans.size());
        assertTrue(bans.isBanned(ip(0), now));
        for (int i = 1_000; i < 1_200; i++) {
            bans.offence(ip(i), now);
        }
        assertEquals(100, bans.size());
        assertTrue(bans.isBanned(ip(0), now), "somebody who isn't banned is forgotten first");
        for (int i = 2_000; i < 2_150; i++) {
            ban(ip(i));
        }
        assertEquals(100, bans.size());
        assertFalse(bans.isBanned(ip(0), now), "all are banned, and it was longest unheard of");
        assertTrue(bans.isBanned(ip(2_149), now));
    }

    @Test
    void withoutANumberOfOffencesNobodyIsBanned() {
        BanTable never = new BanTable(0, MINUTE, MINUTE, 10);
        for (int i = 0; i < 100; i++) {
            assertEquals(0, never.offence(ip(1), now));
        }
        assertFalse(never.isBanned(ip(1), now));
        assertEquals(0, never.size());
    }

    @Test
    void lengthsThatNoLongHoldsAreTheLongest() {
        BanTable table = new BanTable(1, Long.MAX_VALUE / 3, Long.MAX_VALUE / 2, 10);
        assertEquals(Long.MAX_VALUE / 3, table.offence(ip(1), 0));
        assertEquals(Long.MAX_VALUE / 2, table.offence(ip(1), Long.MAX_VALUE / 3));
    }
}
