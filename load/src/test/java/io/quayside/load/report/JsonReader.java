package io.quayside.load.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON strictly, into maps, lists, texts, doubles, truth values and null. */
final class JsonReader {
    private static final Pattern TOKEN = Pattern.compile(
            "\\G\\s*(?:([{}\\[\\],:])|\"((?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*)\""
                    + "|(-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)|(true|false|null))\\s*");

    private final Matcher tokens;

    private JsonReader(String text) {
        tokens = TOKEN.matcher(text);
        next();
    }

    @SuppressWarnings("unchecked") // a map has names as its keys here
    static Map<String, Object> read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        if (reader.tokens.end() != text.length()) {
            throw new IllegalArgumentException("something follows the value");
        }
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // the same
    static Map<String, Object> object(Map<String, Object> outer, String name) {
        return (Map<String, Object>) outer.get(name);
    }

    private void next() {
        if (!tokens.find()) {
            throw new IllegalArgumentException("the value isn't complete");
        }
    }

    private boolean at(String sign) {
        return sign.equals(tokens.group(1));
    }

    private Object value() {
        if (at("{")) {
            return object();
        }
        if (at("[")) {
            return array();
        }
        if (tokens.group(2) != null) {
            return string();
        }
        if (tokens.group(3) != null) {
            return Double.valueOf(tokens.group(3));
        }
        String word = tokens.group(4);
        if (word == null) {
            throw new IllegalArgumentException("a value was due, and not " + tokens.group());
        }
        return word.equals("null") ? null : Boolean.valueOf(word);
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        next();
        while (!at("}")) {
            String name = string();
            next();
            require(":");
            next();
            map.put(name, value());
            next();
            separator("}");
        }
        return map;
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        next();
        while (!at("]")) {
            list.add(value());
            next();
            separator("]");
        }
        return list;
    }

    private void separator(String end) {
        if (!at(end)) {
            require(",");
            next();
            if (at(end)) {
                throw new IllegalArgumentException("a comma before the end");
            }
        }
    }

    private void require(String sign) {
        if (!at(sign)) {
            throw new IllegalArgumentException(sign + " was due, and not " + tokens.group());
        }
    }

    private String string() {
        String raw = tokens.group(2);
        if (raw == null) {
            throw new IllegalArgumentException("a text was due, and not " + tokens.group());
        }
        // Java knows all of JSON's escapes but the one for code units.
        return Pattern.compile("\\\\u([0-9a-fA-F]{4})")
                .matcher(raw)
                .replaceAll(found -> Matcher.quoteReplacement(
                        String.format(Locale.ROOT, "\\%03o", Integer.parseInt(found.group(1), 16))))
                .translateEscapes();
    }
}
