package com.example.room;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class RoomMockTest {
    private final Session<String> ann = mock();
    private final SessionGroup<String> everybody = mock();
    private final Sessions<String> sessions = mock();
    private final Scheduler scheduler = mock();
    private final RoomPlugin room = new RoomPlugin(Settings.none(), sessions, scheduler);

    @BeforeEach
    void start() {
        when(sessions.newGroup()).thenReturn(everybody);
        room.start();
    }

    @Test
    void whoComesIsGreetedAndHears() {
        room.opened(ann);

        verify(ann).send("welcome");
        verify(everybody).add(ann);
    }

    @Test
    void everybodyElseHearsWhatIsSaid() {
        room.message(ann, "good morning");

        verify(everybody).send("good morning", ann);
    }

    @Test
    void theBellRings() {
        ArgumentCaptor<Runnable> bell = ArgumentCaptor.captor();
        verify(scheduler).every(any(Duration.class), bell.capture());
        bell.getValue().run();

        verify(everybody).send("ding");
    }

    @Test
    void aRefusedAnswerEndsTheSession() {
        when(ann.send("0 are here")).thenReturn(SendResult.REFUSED);
        room.message(ann, "count");

        verify(ann).close("an answer was refused");
    }
}
