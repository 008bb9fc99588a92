package io.quayside.testkit;

/** A message to try things with, and its frame, which nobody changes. */
final class Sample<M> {
    private final int number;
    private final M message;
    private final byte[] frame;

    Sample(int number, M message, byte[] frame) {
        this.number = number;
        this.message = message;
        this.frame = frame;
    }

    /** Which of the kit's samples it is, from 1. */
    int number() {
        return number;
    }

    M message() {
        return message;
    }

    byte[] frame() {
        return frame;
    }

    @Override
    public String toString() {
        return "sample " + number + " (" + Shown.message(message) + ", a frame of " + frame.length + " bytes)";
    }
}
