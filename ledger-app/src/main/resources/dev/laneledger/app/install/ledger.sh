#!/usr/bin/env bash
# Runs the installed Lane Ledger. LEDGER_JAVA_HOME names another JDK 25 than the one it was
# installed with; without the same one the cache of classes is left unused.
set -eu

home=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../lib/ledger" && pwd)
java=${LEDGER_JAVA_HOME:-@JDK@}/bin/java
[ -x "$java" ] || {
  printf 'ledger: needs the JDK 25 that it was installed with, but there is no %s: install again, or set LEDGER_JAVA_HOME\n' "$java" >&2
  exit 2
}

# In a locale without UTF-8 the JVM would lose the letters of arguments and file names.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *UTF-8 | *utf8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

# Only where somebody looks on does a long run show how far it has come.
if [ -t 2 ]; then terminal=true; else terminal=false; fi

# What runs once and ends starts a fifth faster with one thread that collects garbage.
case ${1:-} in serve | witness | bench) collector=-XX:+UseG1GC ;; *) collector=-XX:+UseSerialGC ;; esac

bundle=
previous=
for argument; do
  case $previous=$argument in
    --bundle=*) bundle=$argument ;;
    *=--bundle=*) bundle=${argument#--bundle=} ;;
  esac
  previous=$argument
done

# To verify a bundle takes a third of the classes, and most of that time is their loading.
case ${1:-}:$bundle in verify:?*) cache=bundle.aot ;; *) cache=ledger.aot ;; esac

# What is done within a second only loses time to the optimising compiler.
compiler=
case ${1:-} in
  append | decide | delegate | grant | keygen | lane | packet | redact | revoke | status | token | verify-proof)
    compiler=-XX:TieredStopAtLevel=1 ;;
  verify)
    if [ -f "$bundle" ] && [ "$(wc -c <"$bundle")" -lt 4000000 ]; then
      compiler=-XX:TieredStopAtLevel=1
    fi ;;
esac

exec "$java" $collector $compiler -XX:AOTCache="$home/$cache" @FLAGS@ -Dledger.terminal=$terminal \
  -cp "$home/ledger-app.jar" @MAIN@ "$@"
