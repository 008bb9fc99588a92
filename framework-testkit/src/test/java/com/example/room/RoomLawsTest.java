package com.example.room;

import io.quayside.testkit.PluginLawsTest;
import java.util.List;

class RoomLawsTest extends PluginLawsTest<String> {
    RoomLawsTest() {
        super(new RoomProvider(), List.of("hello", "count", "quit"));
    }
}
