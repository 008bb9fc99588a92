package io.quayside.chat.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What authors of clients in other languages rely on, as far as it can be checked by a program. */
class ChatProtoTest {
    private static final Path PROTO = Path.of("src/main/protobuf/quayside/chat/v1/chat.proto");

    @Test
    void everyDeclarationIsDocumented() throws IOException {
        List<String> bare = new ArrayList<>();
        String before = "";
        for (String line : Files.readAllLines(PROTO)) {
            String text = line.strip();
            boolean declares = text.matches("(message|enum|oneof) .*|[\\w ]+ = \\d+;");
            if (declares && !before.startsWith("//")) {
                bare.add(text);
            }
            before = text;
        }
        assertEquals(List.of(), bare);
    }

    @Test
    void everyKindIsOnOneSide() {
        List<OneofDescriptor> sides = Frame.getDescriptor().getRealOneofs();
        Set<String> outside = Frame.getDescriptor().getFields().stream()
                .filter(field -> field.getContainingOneof() == null)
                .map(FieldDescriptor::getName)
                .collect(Collectors.toSet());

        assertEquals(
                List.of("client_says", "server_says"),
                sides.stream().map(OneofDescriptor::getName).toList());
        assertEquals(Set.of("ref"), outside);
    }

    @Test
    void aPongIsNoLargerThanItsPing() {
        Frame.Builder frame = Frame.newBuilder().setRef(1);
        int ping = frame.setPing(Ping.getDefaultInstance()).build().getSerializedSize();
        int pong = frame.clearClientSays()
                .setPong(Pong.getDefaultInstance())
                .build()
                .getSerializedSize();

        assertEquals(ping, pong);
    }

    @Test
    void framesPassInDelimitedForm() throws IOException {
        Frame sent = Frame.newBuilder()
                .setRef(7)
                .setSendPrivate(SendPrivate.newBuilder().setTo("bob").setText("héllo"))
                .build();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        sent.writeDelimitedTo(stream);

        Frame received = Frame.parseDelimitedFrom(new ByteArrayInputStream(stream.toByteArray()));

        assertEquals(sent, received);
        assertTrue(stream.size() < 30);
    }
}
