package faas.scarlet.supervisor.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShebangTest {
  @ParameterizedTest
  @CsvSource({
    "echo hello, /bin/sh",
    "#!/bin/bash, /bin/bash",
    "'#! /bin/bash -e -x ', /bin/bash|-e -x",
    "#!/usr/bin/env python3, /usr/bin/env|python3",
    "#!, /bin/sh",
  })
  void readsTheInterpreterAsTheKernelDoes(String line, String command) {
    assertThat(String.join("|", Shebang.of(line + "\r\necho\r\n"))).isEqualTo(command);
  }
}
