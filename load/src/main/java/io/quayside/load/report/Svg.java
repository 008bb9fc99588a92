package io.quayside.load.report;

import java.util.Locale;

/** A picture that is drawn from top to bottom. One thread. */
public final class Svg {
    private final StringBuilder body = new StringBuilder();

    /** An empty one. */
    public Svg() {}

    /** A filled rectangle. */
    public void bar(int x, int y, int width, int height, String colour) {
        add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n", x, y, width, height, colour);
    }

    /** A line through points, which are {@code x,y} with blanks between. */
    public void line(String points, String colour, double width) {
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n", points, colour, width);
    }

    /** Words: {@code anchor} is start, middle or end, {@code weight} normal or bold. */
    public void text(int x, int baseline, String anchor, String weight, String words) {
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n",
                x, baseline, anchor, weight, words.replace("&", "&amp;").replace("<", "&lt;"));
    }

    /** The whole file, on a white ground. */
    public String document(int width, int height) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                width,
                height,
                width,
                height,
                body);
    }

    private void add(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format, arguments));
    }
}
