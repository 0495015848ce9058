import { describe, expect, test } from "vitest";
import { adding, alone, base, type Case, clean, dr, edit, errorsOf, prod, tells, unrecovered } from "./fixtures";

const size = "size: { cpuMillicores: 250, memoryMiB: 512 }";
const service = `{ port: 8080, health: /health, ${size} }`;

/** The section with one service, which differs from a clean one in one place. */
const application = (from = "", to = "", name = "gateway") =>
  `application: { services: { ${name}: ${from ? edit(service, from, to) : service} } }`;

/** Prod and the environment that recovers it, each with services. */
const pair = (ofProd: string, ofDr: string) => ({
  ...clean,
  prod: `${edit(prod, "lake: {", "compute: { rpoMinutes: 30, rtoMinutes: 30 }, lake: {")}${ofProd}\n`,
  dr: `${dr}${ofDr}\n`,
});

describe("services", () => {
  test("without a mistake are taken, with and without a recovery", () => {
    expect(errorsOf(adding("stage", application()))).toEqual([]);
    expect(errorsOf(pair(application(), application()))).toEqual([]);
  });

  test.each<Case>([
    [
      "without a health path",
      adding("dev", application("health: /health, ", "")),
      "dev.yaml:15:28 application.services.gateway.health | nothing |",
    ],
    [
      "with a health path that is none",
      adding("dev", application("/health", "health")),
      "dev.yaml:15:59 application.services.gateway.health | health | a path, as in /health |",
    ],
    [
      "on a port that load balancers do not reach",
      adding("dev", application("8080", "3000")),
      "dev.yaml:15:45 application.services.gateway.port | 3000 | a whole number from 8000 to 8999 |",
    ],
    [
      "that ask for rights on the node",
      adding("dev", application("size", "privileged: true, size")),
      "dev.yaml:15:68 application.services.gateway.privileged |",
    ],
    [
      "that ask for less memory than they may take",
      adding("dev", application("memoryMiB: 512", "memoryMiB: 512, memoryLimitMiB: 1024")),
      "dev.yaml:15:112 application.services.gateway.size.memoryLimitMiB |",
    ],
    [
      "called like a namespace of the system",
      adding("dev", application("", "", "kube-system")),
      "dev.yaml:15:28 application.services.kube-system | the key kube-system | a name that the cluster has no namespace of (amazon-cloudwatch, default, kube-node-lease, kube-public, kube-system, and others with kube-) | Choose another name.",
    ],
    [
      "that others call through a mesh which does not carry their protocol",
      adding(
        "dev",
        `application: { mesh: lattice, services: { a1: { protocol: grpc, ${service.slice(2)}, b1: ${edit(service, "size", "uses: { services.a1: invoke }, size")} } }`,
      ),
      "dev.yaml:15:59 application.services.a1.protocol | grpc | http1 for a service that others call through the mesh | Remove the line, or set application.mesh to none: then services call each other inside the cluster.",
    ],
    [
      "that others call through something else than the meshes there are",
      adding("dev", "application: { mesh: istio }"),
      "dev.yaml:15:22 application.mesh | istio |",
    ],
    [
      "that use what is not there",
      adding("dev", application("size", "uses: { zones.row: read }, size")),
      "dev.yaml:15:76 application.services.gateway.uses.zones.row | the key zones.row | a name of the kind zones (raw, processed, artifacts, logs) | Did you mean zones.raw?",
    ],
    [
      "that use something of a kind that no layer offers",
      adding("dev", application("size", "uses: { buckets.raw: read }, size")),
      "dev.yaml:15:76 application.services.gateway.uses.buckets.raw | the key buckets.raw | a name of one of the kinds secrets, tables, zones,",
    ],
    [
      "that use a thing at a level that it does not offer",
      adding("dev", application("size", "uses: { cache.main: send }, size")),
      "dev.yaml:15:88 application.services.gateway.uses.cache.main | send | a level of the kind cache (read or write) | Change it.",
    ],
    [
      "that write model artifacts in production",
      adding("prod", application("size", "uses: { zones.artifacts: write }, size")),
      "prod.yaml:15:93 application.services.gateway.uses.zones.artifacts | write | read in tier production, for zones with { type: artifacts }: only pipelines of models and of delivery write what production runs, after an approval | Set it to read, or write to a zone of another type.",
    ],
    [
      "that write to a zone which production has for model artifacts, whatever its name",
      {
        ...unrecovered,
        prod: `${alone}data: { lake: { zones: { trained: { type: artifacts, retentionDays: 400 } } } }\n${application("size", "uses: { zones.trained: write }, size")}\n`,
      },
      "prod.yaml:16:91 application.services.gateway.uses.zones.trained | write | read in tier production,",
    ],
    [
      "that call what is no service",
      adding("dev", application("size", "uses: { services.ranking: invoke }, size")),
      "dev.yaml:15:76 application.services.gateway.uses.services.ranking | the key services.ranking | a name of the kind services (gateway) |",
    ],
    [
      "that call themselves",
      adding("dev", application("size", "uses: { services.gateway: invoke }, size")),
      "dev.yaml:15:76 application.services.gateway.uses.services.gateway | the key services.gateway | another service | Remove the line.",
    ],
    [
      "that functions call, outside of the cluster",
      adding(
        "dev",
        edit(
          application(),
          "application: {",
          "application: { functions: { documents-api: { timeoutSeconds: 15, memoryMiB: 512, uses: { services.gateway: invoke } } },",
        ),
      ),
      "dev.yaml:15:90 application.functions.documents-api.uses.services.gateway | the key services.gateway | a target other than a service, because only the cluster knows the address of a service | Send through a queue",
    ],
    [
      "whose image runs as root",
      adding("dev", application("size", "runAsUser: 0, size")),
      "dev.yaml:15:68 application.services.gateway.runAsUser |",
    ],
    [
      "whose image has a tag that moves",
      adding("dev", application("size", "image: gateway:latest, size")),
      "dev.yaml:15:68 application.services.gateway.image |",
    ],
    [
      "with an image for processors that no node has",
      adding("dev", application("size", "architecture: x86_64, size")),
      "dev.yaml:15:82 application.services.gateway.architecture | x86_64 | arm64, the architecture of nodes: t4g.large is the first of their types | Build the image for it and say so here, or name other types of nodes.",
    ],
    [
      "with nodes that run no image of theirs",
      adding(
        "dev",
        edit(
          application(),
          "application: {",
          "application: { kubernetes: { compute: { mode: node-groups, nodes: { instanceTypes: [t3.large] } } },",
        ),
      ),
      "dev.yaml:15:84 application.services.gateway.architecture | arm64 (when absent) | x86_64, the architecture of nodes: t3.large is the first of their types |",
    ],
    [
      "with fewer pods at most than at least",
      adding("dev", application("size", "scale: { min: 5, max: 4 }, size")),
      "dev.yaml:15:82 application.services.gateway.scale.min | 5 | at most max, 4 | Lower it, or raise max.",
    ],
    [
      "with more pods at least than serviceScale has at most",
      adding("dev", application("size", "scale: { min: 5 }, size")),
      "dev.yaml:15:82 application.services.gateway.scale.min | 5 | at most max, 2 | Lower it, or raise max.",
    ],
    [
      "with one pod above sandbox",
      adding("stage", application("size", "scale: { min: 1 }, size")),
      "stage.yaml:15:82 application.services.gateway.scale.min | 1 | services in two zones or more (2 or more) in tier nonproduction | Remove the line or set it to 2 or more.",
    ],
    [
      "with one pod for all above sandbox",
      adding("stage", "application: { serviceScale: { min: 1 } }"),
      "stage.yaml:15:37 application.serviceScale.min | 1 | services in two zones or more (2 or more) in tier nonproduction |",
    ],
    [
      "with a name that leaves no room for that of a target group",
      adding("stage", application("", "", "documents-service")),
      "stage.yaml:15:28 application.services.documents-service | the key documents-service | at most 14 characters in stage: names of target groups have 32, with organization, environment and a hash | Shorten it.",
    ],
    [
      "on another port than in the primary",
      pair(application(), application("8080", "8081")),
      "dr.yaml:17:45 application.services.gateway.port | 8081 | the value of prod, 8080 (environments/prod.yaml:15:45): each service takes over from one of the primary, with its images | Set it as in prod.",
    ],
  ])("%s", tells);

  test("may write model artifacts below production, and read them there", () => {
    expect(errorsOf(adding("stage", application("size", "uses: { zones.artifacts: write }, size")))).toEqual([]);
    expect(errorsOf(adding("prod", application("size", "uses: { zones.artifacts: read }, size")))).toEqual([]);
  });

  test("are those of the primary", () => {
    expect(errorsOf(pair(application(), application("", "", "gate")))).toEqual([
      expect.stringContaining("application.services.gateway | nothing | the value of prod, { port: 8080"),
      expect.stringContaining("application.services.gate | { port: 8080"),
    ]);
  });

  test("may scale otherwise than in the primary", () => {
    expect(errorsOf(pair(application(), application("size", "scale: { max: 30 }, size")))).toEqual([]);
  });

  test("of a primary want an objective, once there are any", () => {
    const files = { ...clean, prod: `${prod}${application()}\n`, dr: `${dr}${application()}\n` };
    expect(errorsOf(files)).toEqual([
      expect.stringContaining(
        "recovery.objectives.compute | nothing | rpoMinutes and rtoMinutes with strategy warm-standby | Add recovery.objectives.compute.",
      ),
    ]);
  });

  test("of two primaries in one account and region have their images copied by one follower only", () => {
    const other = (text: string, changes: Readonly<Record<string, string>>) =>
      Object.entries(changes).reduce((result, [from, to]) => result.replaceAll(from, to), text);
    const files = {
      base,
      ...pair(application(), application()),
    };
    const prodToo = other(files.prod, {
      "name: prod": "name: prod2",
      "10.30.": "10.31.",
      "environment: dr,": "environment: dr2,",
    });
    const drToo = other(files.dr, { "name: dr": "name: dr2", "10.40.": "10.41.", "recovers: prod": "recovers: prod2" });
    const notOwning = (text: string, owns: string) => `${text.replace(/^owns:.*\n/m, "")}owns: ${owns}\n`;
    const errors = errorsOf({
      ...files,
      prod2: notOwning(prodToo, "{ account: false, region: false }"),
      dr2: notOwning(drToo, "{ account: false, region: false }"),
    });
    expect(errors).toContainEqual(
      expect.stringContaining(
        "recovers | prod2 | dr has the images of account 333333333333 in us-east-1 copied already",
      ),
    );
  });
});
