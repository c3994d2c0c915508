# The index of tasks. CI calls the same commands.
LAB ?= ../shared/lab/lab

.PHONY: help build test format crds e2e faults burst ci
help:    ## this list
	@sed -n 's/^\([a-z0-9]*\): *## */\1\t/p' $(MAKEFILE_LIST)
build:   ## all programs, no tests
	./mvnw -B -DskipTests package
test:    ## what the README promises: all tests that need no cluster
	./mvnw -B verify
format:  ## the sources as Spotless wants them
	./mvnw -q -B spotless:apply
crds:    ## crds/*.yaml, the chart's copy and docs/reference.md, from the types
	./mvnw -q -B -pl crds -am test -Dscarlet.update=true -Dsurefire.failIfNoSpecifiedTests=false
e2e:     ## the tests on real parts, on a lab (LAB=path of its command)
	e2e/on-lab $(LAB)
faults:  ## 20,000 objects while every part is killed again and again (an hour; SCARLET_LAB_HOME/bin/minio or minio on the PATH)
	./mvnw -B -pl cli -am verify -Dtest=None -Dit.test=FaultsIT -Dscarlet.faults.objects=20000 -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
burst:   ## 500 files at once, home has room for two, Lambda takes the rest; gateway and AWS break down (a lab with lambda, SCARLET_E2E_TAG)
	./mvnw -B -pl gateway -am verify -Dtest=None -Dit.test=BurstIT -Dscarlet.burst.files=500 -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
ci:      ## everything, as CI does it
	.ci/run
