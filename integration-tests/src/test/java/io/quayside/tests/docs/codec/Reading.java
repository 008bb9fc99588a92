package io.quayside.tests.docs.codec;

/** What a sensor has measured. */
record Reading(String sensor, double value) {}
