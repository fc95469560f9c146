@NullMarked
package dev.laneledger.api;

import org.jspecify.annotations.NullMarked;
