package com.example.harbour;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;

/** Each session is a ship: {@code dock} takes a berth if one is free, {@code leave} gives it back, as does going away. */
final class HarbourPlugin implements Plugin<String> {
    private final Semaphore free;

    @Inject
    HarbourPlugin(Settings settings) {
        this.free = new Semaphore(settings.integer("berths", 10, 1, 10_000));
    }

    @Override
    public void message(Session<String> ship, String said) {
        switch (said) {
            case "dock" -> ship.send(dock(ship) ? "welcome" : "no berth is free");
            case "leave" -> ship.send(leave(ship) ? "farewell" : "you are not in a berth");
            default -> ship.send("say dock or leave");
        }
    }

    @Override
    public void closed(Session<String> ship, CloseReason reason) {
        leave(ship);
    }

    private boolean dock(Session<String> ship) {
        if (ship.attachment() != null) {
            return true;
        }
        boolean docked = free.tryAcquire();
        ship.attach(docked ? Boolean.TRUE : null);
        return docked;
    }

    private boolean leave(Session<String> ship) {
        if (ship.attachment() == null) {
            return false;
        }
        ship.attach(null);
        free.release();
        return true;
    }
}
