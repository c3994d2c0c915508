# The index of tasks. CI calls the same commands.
LAB ?= ../shared/lab/lab

.PHONY: help build test format crds e2e ci
help:    ## this list
	@sed -n 's/^\([a-z0-9]*\): *## */\1\t/p' $(MAKEFILE_LIST)
build:   ## all programs, no tests
	./mvnw -B -DskipTests package
test:    ## what the README promises: all tests that need no cluster
	./mvnw -B verify
format:  ## the sources as Spotless wants them
	./mvnw -q -B spotless:apply
crds:    ## crds/*.yaml and the chart's copy, from the types
	./mvnw -q -B -pl crds -am test -Dscarlet.update=true -Dsurefire.failIfNoSpecifiedTests=false
e2e:     ## the tests on real parts, on a lab (LAB=path of its command)
	e2e/on-lab $(LAB)
ci:      ## everything, as CI does it
	.ci/run
