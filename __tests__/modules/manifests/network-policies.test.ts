import { describe, expect, test } from "vitest";
import { denyAll, type ServiceTraffic, servicePolicy } from "../../../modules/manifests/network-policies";
import type { KubernetesObject } from "../../support/manifests";

const traffic: ServiceTraffic = {
  port: 8080,
  from: ["10.0.224.0/20"],
  to: [],
  services: { from: [], to: [] },
  hasRole: false,
  auto: false,
};
const policy = (changes: Partial<ServiceTraffic> = {}) =>
  servicePolicy("search", { ...traffic, ...changes }) as unknown as KubernetesObject;
const egress = (changes?: Partial<ServiceTraffic>) => policy(changes).spec.egress;

const dns = [
  { port: 53, protocol: "UDP" },
  { port: 53, protocol: "TCP" },
];

test("a namespace denies everything, both ways, to and from all of its pods", () => {
  expect((denyAll("search") as unknown as KubernetesObject).spec).toEqual({
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
  });
});

describe("the pods of a service", () => {
  test("are reached by load balancers, on their port only", () => {
    expect(policy().spec.ingress).toEqual([
      { from: [{ ipBlock: { cidr: "10.0.224.0/20" } }], ports: [{ port: 8080, protocol: "TCP" }] },
    ]);
  });

  test("resolve names, and reach nothing else where they use nothing", () => {
    expect(egress()).toEqual([
      {
        to: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
            podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
          },
        ],
        ports: dns,
      },
    ]);
  });

  test("resolve names on their node in Auto Mode, where no pod does it", () => {
    expect(egress({ auto: true })).toEqual([
      { to: [{ ipBlock: { cidr: "10.100.0.10/32" } }, { ipBlock: { cidr: "172.20.0.10/32" } }], ports: dns },
    ]);
  });

  test("are reached by services that call them, and reach those that they call, in their namespaces", () => {
    const podsOf = (name: string) => ({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
      podSelector: { matchLabels: { "app.kubernetes.io/name": name } },
    });
    const { spec } = policy({ services: { from: ["gateway"], to: [{ name: "ranking", port: 8081 }] } });
    expect(spec.ingress[0].from).toContainEqual(podsOf("gateway"));
    expect(spec.ingress[0].ports).toEqual([{ port: 8080, protocol: "TCP" }]);
    expect(spec.egress).toContainEqual({ to: [podsOf("ranking")], ports: [{ port: 8081, protocol: "TCP" }] });
  });

  test("fetch the credentials of their role", () => {
    expect(egress({ hasRole: true })[1]).toEqual({
      to: [{ ipBlock: { cidr: "169.254.170.23/32" } }],
      ports: [{ port: 80, protocol: "TCP" }],
    });
  });

  test("reach what they are given, at its port only", () => {
    const to = [{ cidr: "0.0.0.0/0", except: ["10.0.0.0/8"], port: 443 }];
    expect(egress({ to }).slice(1)).toEqual([
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ port: 443, protocol: "TCP" }] },
    ]);
  });
});
