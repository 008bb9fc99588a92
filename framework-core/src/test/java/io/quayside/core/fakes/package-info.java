/**
 * Fakes that keep the laws of the SPIs, and watch over the laws that their users have to keep: a transport in memory, a pool
 * that knows where a lost context was acquired, a clock that is turned by hand, handlers that record.
 */
@NullMarked
package io.quayside.core.fakes;

import org.jspecify.annotations.NullMarked;
