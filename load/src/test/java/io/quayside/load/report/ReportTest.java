package io.quayside.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.load.bench.Failure;
import io.quayside.load.bench.Plan;
import io.quayside.load.bench.Protocol;
import io.quayside.load.bench.Result;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What people, programs and pictures are told of one result. */
class ReportTest {
    private static final Circumstances HERE = new Circumstances(
            "1.2.3", "21 (Somebody)", 8, "A \"quick\" \\ one", "Linux 6 amd64", Instant.parse("2026-11-21T16:00:00Z"));

    private static BenchReport report(double rate, double busy, long unanswered, Failure failure) {
        Plan plan = new Plan(
                InetSocketAddress.createUnresolved("server", 7),
                Protocol.LINES,
                64,
                32,
                2,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                rate,
                1,
                Duration.ofSeconds(10));
        Histogram nanos = new Histogram(3);
        for (int i = 1; i <= 1000; i++) {
            nanos.recordValue(i * 1000L);
        }
        Result result = new Result(2_000_000_000L, 3000, 99_000_000L, nanos, unanswered, busy, false, failure);
        return new BenchReport("server:7", plan, result, HERE);
    }

    @Test
    void theLinesTellEverything() {
        List<String> lines = report(0, 0.5, 0, null).text().lines().toList();
        assertEquals("messages/s    1,500", lines.get(0));
        assertEquals("MB/s          49.50 in each direction", lines.get(1));
        assertTrue(
                lines.get(2)
                        .matches(
                                "latency       us: p50 500\\.\\d   p90 900\\.\\d   p99 990\\.\\d   p99\\.9 999\\.\\d   max 1,000\\.\\d"),
                lines::toString);
        String all = String.join("\n", lines);
        for (String part : List.of(
                "generator     50% busy\n",
                "errors        none\n",
                "run           server:7, 64 connections, lines of 32 bytes, closed loop, 2 in flight on each, 1 thread\n",
                "measured      3,000 messages in 2.0 s after 0.5 s of warm-up\n",
                "machine       8 cores, A \"quick\" \\ one, Linux 6 amd64\n",
                "java          21 (Somebody)\n",
                "quayside      1.2.3\n",
                "date          2026-11-21T16:00:00Z")) {
            assertTrue(all.contains(part), () -> part + " is not in\n" + all);
        }
    }

    @Test
    void doubtsAndErrorsAreTold() {
        Failure failure = new Failure(Failure.Kind.WRONG, "connection 3: byte 7");
        assertTrue(report(0, 0.95, 0, null).text().contains("warning: the generator was the limit"));
        assertTrue(report(5000, 0.5, 7, null).text().contains("warning: less came back than was due"));
        assertTrue(report(5000, 0.5, 7, null).text().contains("; 7 had not come back, and count with their age"));
        assertTrue(report(0, 0.5, 0, failure).text().contains("errors        wrong: connection 3: byte 7"));
    }

    @Test
    void theJsonHasItsStableNames() {
        Failure failure = new Failure(Failure.Kind.NOT_REACHABLE, "a \"quoted\"\nline");
        Map<String, Object> json = JsonReader.read(BenchJson.of(report(0, 0.95, 0, failure)));
        assertEquals(
                List.of("quayside", "date", "settings", "machine", "result", "warnings", "errors"),
                List.copyOf(json.keySet()));
        Map<String, Object> settings = JsonReader.object(json, "settings");
        assertEquals("closed", settings.get("loop"));
        assertEquals("lines", settings.get("protocol"));
        assertEquals(64.0, settings.get("connections"));
        assertEquals(2.0, settings.get("inFlight"));
        assertNull(settings.get("ratePerSecond"));
        assertEquals(0.5, settings.get("warmUpSeconds"));
        Map<String, Object> result = JsonReader.object(json, "result");
        assertEquals(1500.0, result.get("messagesPerSecond"));
        assertEquals(49.5, result.get("megabytesPerSecond"));
        assertEquals(true, result.get("generatorWasTheLimit"));
        Map<String, Object> latencies = JsonReader.object(result, "latencyMicros");
        assertEquals(List.of("p50", "p90", "p99", "p99.9", "max"), List.copyOf(latencies.keySet()));
        assertEquals(900, (double) latencies.get("p90"), 1);
        assertEquals("A \"quick\" \\ one", JsonReader.object(json, "machine").get("processor"));
        assertEquals(List.of(Map.of("kind", "not-reachable", "message", "a \"quoted\"\nline")), json.get("errors"));
    }

    @Test
    void thePictureIsXmlWithACurve() throws Exception {
        String svg = LatencyChart.of(report(0, 0.5, 0, null));
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
        assertEquals("svg", root.getTagName());
        Element curve = (Element) root.getLastChild().getPreviousSibling();
        assertEquals("polyline", curve.getTagName());
        // A thousand latencies are three powers of ten to the right.
        assertEquals(3 * 24 + 1, curve.getAttribute("points").split(" ", -1).length);
    }
}
