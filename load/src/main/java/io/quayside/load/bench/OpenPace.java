package io.quayside.load.bench;

import io.quayside.load.Connections;
import io.quayside.load.LoadConnection;
import io.quayside.load.Schedule;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** Messages are due at fixed times. Records those that fall due in the measured time, whenever they come back. */
final class OpenPace implements Pace {
    private final Schedule schedule;

    OpenPace(double perSecond, int connections) {
        schedule = new Schedule(perSecond, connections);
    }

    @Override
    public void begin(Connections all, long now) {
        schedule.begin(now);
    }

    @Override
    public void record(long now, long duration) {
        schedule.record(schedule.dueBy(now), schedule.dueBy(now + duration));
    }

    @Override
    public void send(Connections all, long now) throws IOException {
        schedule.send(all, now, schedule.end());
    }

    @Override
    public void answered(int index, LoadConnection connection, int messages, long now) {
        schedule.answered(index, connection.answered() - messages, connection.answered(), now);
    }

    @Override
    public long giveUp(Connections all, long now) {
        return schedule.giveUp(all, now);
    }

    @Override
    public Histogram nanos() {
        return schedule.nanos();
    }
}
