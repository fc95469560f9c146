package dev.laneledger.api.event;

/** What a principal may be; a principal has exactly one. */
public enum Role {
  LANE,
  OPERATOR,
  OWNER,
  AUDITOR,
  ADMIN
}
