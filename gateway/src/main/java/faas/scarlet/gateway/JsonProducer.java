package faas.scarlet.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.scarlet.model.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The API speaks the same JSON as everything else of Scarlet. */
final class JsonProducer {
  @Produces
  @Singleton
  ObjectMapper mapper() {
    return Json.MAPPER;
  }
}
