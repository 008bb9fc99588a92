/** A pool with one lock, as docs/write-a-pool.md shows it. */
package io.quayside.tests.docs.pool;
