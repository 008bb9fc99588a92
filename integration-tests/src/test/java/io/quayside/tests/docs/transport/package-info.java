/** A transport on blocking channels, as docs/write-a-transport.md shows it. */
package io.quayside.tests.docs.transport;
