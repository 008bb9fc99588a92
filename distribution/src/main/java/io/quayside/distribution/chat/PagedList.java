package io.quayside.distribution.chat;

import io.quayside.chat.v1.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One list of the server, collected page by page until it is complete, or as long as anybody would read. Belongs to the
 * loop.
 */
final class PagedList {
    private static final int MOST = 200;

    private final String title;
    private final Function<String, Frame.Builder> request;
    private final Function<Frame, Page> reader;
    private final List<String> lines = new ArrayList<>();

    /**
     * A list to collect.
     *
     * @param title what it shows
     * @param request makes the request for the page after an id
     * @param reader takes an answer apart
     */
    PagedList(String title, Function<String, Frame.Builder> request, Function<Frame, Page> reader) {
        this.title = title;
        this.request = request;
        this.reader = reader;
    }

    Frame.Builder firstPage() {
        return request.apply("");
    }

    /** Takes a page; the request for the next, or null when there is enough to show. */
    Frame.@Nullable Builder take(Frame answer, Screen screen) {
        Page page = reader.apply(answer);
        lines.addAll(page.lines());
        if (!page.next().isEmpty() && lines.size() < MOST) {
            return request.apply(page.next());
        }
        screen.note(title + ", " + page.total() + " in all" + (lines.isEmpty() ? "" : ":"));
        lines.forEach(line -> screen.note("  " + line));
        if (page.total() > lines.size()) {
            screen.note("  and " + (page.total() - lines.size()) + " more");
        }
        return null;
    }

    /** One page, in words. */
    record Page(List<String> lines, int total, String next) {}
}
