package dev.laneledger.app.config;

/**
 * @param use uses a right
 * @param take takes it away, on another stream
 */
record Race(RaceKind kind, Runnable use, Runnable take) {}
