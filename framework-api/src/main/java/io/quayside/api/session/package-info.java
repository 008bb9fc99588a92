/**
 * Sessions as plugins see them, and the SPI of the session layer behind them (laws S1 to S10).
 */
@NullMarked
package io.quayside.api.session;

import org.jspecify.annotations.NullMarked;
