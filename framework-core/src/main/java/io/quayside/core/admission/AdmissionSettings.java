package io.quayside.core.admission;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an endpoint's section {@code admission} says.
 *
 * @param waiting {@code waiting}: how many connections may wait for a session; 0 turns them away at once
 * @param waitingNanos {@code waiting-timeout}: how long one may wait
 * @param handshakes {@code handshakes}: how many sessions may be between their opening and {@code established}; 0 is any
 * @param perAddress {@code per-address}: connections from one address, or one /64 of IPv6; 0 is any
 * @param perNeighbourhood {@code per-network}: connections from one /24 of IPv4 or /48 of IPv6; 0 is any
 * @param allow {@code allow}: networks for whom neither limits for addresses nor bans hold
 * @param banAfter {@code ban-after}: how many offences within ten minutes ban an address; 0 is never
 * @param banNanos {@code ban-time}: how long the first ban lasts; each further one lasts twice as long
 * @param longestBanNanos {@code ban-longest}: how long a ban lasts at most; after as long without one, the next is a first one
 * @param banTable {@code ban-table}: how many addresses are remembered for bans; the ones longest unheard of are forgotten
 */
record AdmissionSettings(
        int waiting,
        long waitingNanos,
        int handshakes,
        int perAddress,
        int perNeighbourhood,
        List<Network> allow,
        int banAfter,
        long banNanos,
        long longestBanNanos,
        int banTable) {
    private static final int MOST = 1 << 24;

    static AdmissionSettings from(Settings settings) {
        Duration ban =
                settings.duration("ban-time", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofDays(365));
        return new AdmissionSettings(
                settings.integer("waiting", 1000, 0, MOST),
                settings.duration("waiting-timeout", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(1))
                        .toNanos(),
                settings.integer("handshakes", 0, 0, MOST),
                settings.integer("per-address", 1000, 0, MOST),
                settings.integer("per-network", 0, 0, MOST),
                networks(settings),
                settings.integer("ban-after", 20, 0, MOST),
                ban.toNanos(),
                settings.duration("ban-longest", longer(ban), ban, Duration.ofDays(365))
                        .toNanos(),
                settings.integer("ban-table", 10_000, 1, MOST));
    }

    boolean isAllowed(InetAddress address) {
        for (Network each : allow) {
            if (each.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Duration longer(Duration ban) {
        Duration day = Duration.ofDays(1);
        return ban.compareTo(day) > 0 ? ban : day;
    }

    private static List<Network> networks(Settings settings) {
        List<Network> networks = new ArrayList<>();
        for (String each : settings.strings("allow", List.of("127.0.0.0/8", "::1"))) {
            Network network = Network.parse(each.strip());
            if (network == null) {
                throw new QuaysideException(
                        "QS-203",
                        settings.where("allow") + " has " + each
                                + " in it, which is no network; write addresses such as 10.1.2.3, or networks such as"
                                + " 10.0.0.0/8");
            }
            networks.add(network);
        }
        return List.copyOf(networks);
    }
}
