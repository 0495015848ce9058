import {
  IntOrString,
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyPeer,
} from "cdk8s-plus-34/lib/imports/k8s";
import type { Manifest } from "./manifest";
import { podLabels } from "./pods";

/** Addresses that pods may open connections to, and the TCP port there. */
export interface Destination {
  readonly cidr: string;
  /** Ranges within it that are left out. */
  readonly except?: readonly string[];
  readonly port: number;
}

/** Calls between services of the cluster. */
export interface ServiceCalls {
  /** Names of the callers. */
  readonly from: readonly string[];
  /** Whom it calls, and the TCP port there. */
  readonly to: readonly { readonly name: string; readonly port: number }[];
}

export interface ServiceTraffic {
  /** TCP port of the pods. */
  readonly port: number;
  /** Ranges of the load balancers. */
  readonly from: readonly string[];
  readonly to: readonly Destination[];
  /** Services that call this one, and those that it calls. */
  readonly services: ServiceCalls;
  /** Pods fetch credentials of their role from the agent on their node. */
  readonly hasRole: boolean;
  /** EKS runs the nodes itself, and name resolution on them. */
  readonly auto: boolean;
}

/**
 * Nothing reaches any pod of the namespace, and none reaches anything, but what other policies allow. A pod and its own
 * node always reach each other: probes of the kubelet need no rule (github.com/aws/aws-network-policy-agent/pull/65).
 */
export function denyAll(namespace: string): Manifest {
  return KubeNetworkPolicy.manifest({
    metadata: { name: "deny-all", namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  });
}

/** What the pods of a service may reach, and who may reach them. */
export function servicePolicy(name: string, traffic: ServiceTraffic): Manifest {
  const { port, from, to, services, hasRole, auto } = traffic;
  return KubeNetworkPolicy.manifest({
    metadata: { name, namespace: name },
    spec: {
      podSelector: { matchLabels: podLabels(name) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [...from.map((cidr) => ({ ipBlock: { cidr } })), ...services.from.map(podsOf)], ports: [tcp(port)] },
      ],
      egress: [
        resolveNames(auto),
        ...(hasRole ? [fetchCredentials] : []),
        ...to.map(connect),
        ...services.to.map((called) => ({ to: [podsOf(called.name)], ports: [tcp(called.port)] })),
      ],
    },
  });
}

/** The pods of another service, in its namespace. */
function podsOf(service: string): NetworkPolicyPeer {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": service } },
    podSelector: { matchLabels: podLabels(service) },
  };
}

const tcp = (port: number) => ({ protocol: "TCP", port: IntOrString.fromNumber(port) });

export function connect({ cidr, except, port }: Destination): NetworkPolicyEgressRule {
  return { to: [{ ipBlock: { cidr, except: except && [...except] } }], ports: [tcp(port)] };
}

/** Of the EKS Pod Identity agent (docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html). */
export const fetchCredentials = connect({ cidr: "169.254.170.23/32", port: 80 });

/**
 * CoreDNS. In Auto Mode it is a process of each node without pods to select, behind the tenth address of the range of
 * services; EKS takes the one of two ranges that the VPC is not in.
 */
export function resolveNames(auto: boolean): NetworkPolicyEgressRule {
  const pods: NetworkPolicyPeer = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
  };
  const addresses = ["10.100.0.10/32", "172.20.0.10/32"].map((cidr) => ({ ipBlock: { cidr } }));
  return { to: auto ? addresses : [pods], ports: [{ ...tcp(53), protocol: "UDP" }, tcp(53)] };
}
