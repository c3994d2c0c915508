-- Counting by function and state reads this index alone, and not the events.
DROP INDEX invocation_of_function;
CREATE INDEX invocation_of_function ON invocation (namespace, name, id) INCLUDE (state);
