# Sourced by ./mvnw and ./scarlet: sets JAVA_HOME to a JDK of the release that Scarlet is built for,
# whatever the default `java` is.
required=25

jdk_release() { # DIR: the feature release of the JDK in it; nothing where there is none
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for dir in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    release=$(jdk_release "$dir") || continue
    [ "${release:-0}" -ge "$required" ] || continue
    JAVA_HOME=$dir
    return 0
  done
  return 1
}

find_jdk || {
  echo "Scarlet needs a JDK $required or newer. Looked at JAVA_HOME (${JAVA_HOME:-not set}), javac on the PATH," >&2
  echo "/usr/lib/jvm, /usr/java, /opt, ~/.sdkman and ~/.jdks. Install one (Debian: temurin-25-jdk or" >&2
  echo "openjdk-25-jdk-headless; or: sdk install java 25-tem) or set JAVA_HOME to it, then try again." >&2
  exit 1
}
export JAVA_HOME
