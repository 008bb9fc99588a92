package io.quayside.plugin.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quayside.chat.v1.Error.Code;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private final Rules rules = new Rules(12);

    @ParameterizedTest
    @ValueSource(strings = {"a", "ann", "ann.of-green_gables", "007", "-", "abcdefghijklmnopqrstuvwxyz012345"})
    void idsThatAreRight(String id) {
        assertNull(rules.userId(id));
        assertNull(rules.groupId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "an n", "änn", "ann\n", "a/b", "abcdefghijklmnopqrstuvwxyz0123456", "\u0661"})
    void idsThatAreWrong(String id) {
        assertEquals(Code.INVALID_USER_ID, code(rules.userId(id)));
        assertEquals(Code.INVALID_GROUP_ID, code(rules.groupId(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "Ann of Green Gables", "Ærøskøbing", "船長", "👩‍✈️", " padded "})
    void namesThatAreRight(String name) {
        assertNull(rules.displayName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\u3000", "a\u0000b", "a\nb", "\u007f", "a\u0085b", "a\u2028b", "a\u2029b"})
    void namesThatAreWrong(String name) {
        assertEquals(Code.INVALID_NAME, code(rules.displayName(name)));
    }

    @Test
    void namesAreCountedInCharactersAndNotInChars() {
        assertNull(rules.displayName("🚢".repeat(64)));
        assertEquals(Code.NAME_TOO_LONG, code(rules.displayName("🚢".repeat(65))));
        assertEquals(Code.NAME_TOO_LONG, code(rules.displayName("n".repeat(65))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "123456789012", "ääääää", "船船船船", "🚢🚢🚢", "a🚢ä船"})
    void textsThatAreRight(String text) {
        assertNull(rules.text(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567890123", "äääääää", "船船船船x", "🚢🚢🚢x", "a🚢ä船123"})
    void textsThatAreTooLong(String text) {
        Refusal refusal = rules.text(text);

        assertEquals(Code.TEXT_TOO_LONG, code(refusal));
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        assertEquals("the text has " + size + " bytes; the most is 12", refusal.text());
    }

    @Test
    void textsHaveSomethingInThem() {
        assertEquals(Code.EMPTY_TEXT, code(rules.text("")));
    }

    private static Code code(@Nullable Refusal refusal) {
        assertNotNull(refusal);
        return refusal.code();
    }
}
