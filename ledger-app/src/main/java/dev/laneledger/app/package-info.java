@NullMarked
package dev.laneledger.app;

import org.jspecify.annotations.NullMarked;
