package dev.laneledger.app.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An option that the environment or the configuration file may give; see {@link Settings}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Configured {
  /** The key in the configuration file, such as {@code token-file}. */
  String value();
}
