package ${package};

/** What the plugin keeps with one session, whose callbacks never overlap: it needs no lock. */
final class Visitor {
    private String name = "";

    boolean hasJoined() {
        return !name.isEmpty();
    }

    String name() {
        return name;
    }

    void join(String as) {
        name = as;
    }
}
