package faas.scarlet.operator.render;

import faas.scarlet.model.function.FunctionId;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;

/** Who may call a function's pods, and what they may reach. */
public final class FunctionNetwork {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  /** Where clouds answer a node's pods with credentials of the node. */
  private static final String METADATA = "169.254.0.0/16";

  private static final String METADATA_6 = "fd00:ec2::/32";
  private static final int DNS = 53;

  private FunctionNetwork() {}

  /** The NetworkPolicy of this function. */
  public static NetworkPolicy render(FunctionId id, ClusterSettings settings) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(Names.network(id))
        .withNamespace(id.namespace())
        .withLabels(Names.labels(id))
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Names.selector(id))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .addNewFrom()
        .withNewNamespaceSelector()
        .addNewMatchExpression()
        .withKey(NAMESPACE_NAME)
        .withOperator("In")
        .withValues(settings.callers())
        .endMatchExpression()
        .endNamespaceSelector()
        .endFrom()
        .endIngress()
        .withEgress(dns(), to(settings.egress()))
        .endSpec()
        .build();
  }

  private static NetworkPolicyEgressRule dns() {
    return new NetworkPolicyEgressRuleBuilder().withPorts(port("UDP"), port("TCP")).build();
  }

  private static NetworkPolicyPort port(String protocol) {
    return new NetworkPolicyPort(null, new IntOrString(DNS), protocol);
  }

  private static NetworkPolicyEgressRule to(List<String> places) {
    var peers =
        places.isEmpty()
            ? List.of(
                new NetworkPolicyPeerBuilder()
                    .withNewNamespaceSelector()
                    .endNamespaceSelector()
                    .build(),
                allBut("0.0.0.0/0", METADATA),
                allBut("::/0", METADATA_6))
            : places.stream().map(FunctionNetwork::peer).toList();
    return new NetworkPolicyEgressRuleBuilder().withTo(peers).build();
  }

  private static NetworkPolicyPeer allBut(String range, String exception) {
    return new NetworkPolicyPeerBuilder()
        .withNewIpBlock()
        .withCidr(range)
        .withExcept(exception)
        .endIpBlock()
        .build();
  }

  private static NetworkPolicyPeer peer(String place) {
    return place.contains("/")
        ? new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(place).endIpBlock().build()
        : new NetworkPolicyPeerBuilder()
            .withNewNamespaceSelector()
            .addToMatchLabels(NAMESPACE_NAME, place)
            .endNamespaceSelector()
            .build();
  }
}
