import { describe, expect, test } from "vitest";
import { type Analysis, analyze } from "../../policies/reachability/analysis";
import { errorsOf, sentences } from "../../policies/reachability/segmentation";
import { describeTraffic } from "../../policies/reachability/traffic";
import { link } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { type Application, applicationOf } from "../support/application";
import { jenkinsDelivery, pipelineDelivery } from "../support/delivery";
import { environmentOf } from "../support/environment";
import { stacksUpTo } from "../support/layers";

const services = { search: { uses: { "services.ranking": "invoke" } }, ranking: { port: 8081 } };

function stacksWith(changes: Partial<Application>): Stack[] {
  return stacksUpTo("application", environmentOf("production", { application: applicationOf(services, changes) }));
}
const analysisOf = (stacks: readonly Stack[]) => analyze(link(stacks), "test");
const errorsIn = (analysis: Analysis) => sentences.flatMap((sentence) => errorsOf(sentence, analysis));

/** What the one place may send to the other, by their names. */
function traffic(analysis: Analysis, from: string, to: string): string {
  const ends = [...analysis.outside, ...analysis.homes, ...analysis.elsewhere];
  const [source, target] = [from, to].map((name) => ends.find((end) => end.name === name));
  if (!source || !target) return expect.fail(`no ${from} or no ${to} among ${ends.map(({ name }) => name).join(", ")}`);
  return describeTraffic(analysis.reachability.between(source, target).possible);
}

/** Names of everything in the environment that reaches a place, or is reached by it. */
function neighbors(analysis: Analysis, place: string, direction: "from" | "to"): string[] {
  return [...analysis.outside, ...analysis.homes, ...analysis.elsewhere]
    .map(({ name }) => name)
    .filter((name) => name !== place)
    .filter((name) => (direction === "from" ? traffic(analysis, name, place) : traffic(analysis, place, name)) !== "");
}

const cluster = "application+application/cluster in application";

describe("steps of a delivery", () => {
  const analysis = analysisOf(stacksWith({ delivery: pipelineDelivery }));
  const builds = [...analysis.homes, ...analysis.elsewhere].flatMap(({ name, residents }) =>
    residents
      .filter(({ type }) => type === "aws_codebuild_project")
      .map(({ address }) => `${address.split("delivery_")[1]} in ${name}`),
  );

  test("are in the VPC where they talk to the cluster, and those that run code of others reach nothing in it", () => {
    expect(builds).toEqual(["cluster in application", "services in application"]);
    expect(traffic(analysis, "application", cluster)).not.toBe("");
  });

  test("keep every sentence about the network", () => {
    expect(errorsIn(analysis)).toEqual([]);
  });
});

describe("Jenkins", () => {
  const stacks = stacksWith({ delivery: jenkinsDelivery });
  const analysis = analysisOf(stacks);
  const front = "application/jenkins_front in application";
  const home = "application/jenkins_home in application";

  test("is reached by HTTPS from where nodes are, and from nowhere outside", () => {
    expect(neighbors(analysis, front, "from").sort()).toEqual(["application", cluster].sort());
    expect(traffic(analysis, "application", front)).toBe("TCP 443");
    expect(traffic(analysis, front, "application")).toBe("TCP 8080");
  });

  test("has a home that nodes mount, and that reaches nothing", () => {
    expect(neighbors(analysis, home, "from").sort()).toEqual(["application", cluster].sort());
    expect(traffic(analysis, "application", home)).toBe("TCP 2049");
    expect(neighbors(analysis, home, "to")).toEqual([]);
  });

  test("keeps every sentence about the network, until its load balancer is in a public subnet and open", () => {
    expect(errorsIn(analysis)).toEqual([]);
    const open = structuredClone(stacks);
    const resource = open.find(({ layer }) => layer === "application")?.json.resource ?? {};
    Object.assign(resource.aws_lb?.jenkins_front_load_balancer ?? {}, {
      subnets: "${data.terraform_remote_state.network.outputs.public_subnet_ids}",
    });
    Object.assign(resource.aws_vpc_security_group_ingress_rule?.jenkins_front_from_vpc ?? {}, {
      cidr_ipv4: "0.0.0.0/0",
    });
    expect(errorsIn(analysisOf(open))).toContainEqual(
      expect.stringContaining("reaches application/jenkins_front in public (TCP 443)"),
    );
  });
});

describe("a mesh", () => {
  const stacks = stacksWith({ mesh: "lattice" });
  const analysis = analysisOf(stacks);
  const balancers = "application/mesh_balancers in public";

  test("lets VPC Lattice alone to its load balancers, and these to the ports of services", () => {
    expect(neighbors(analysis, balancers, "from")).toEqual(["VPC Lattice"]);
    expect(traffic(analysis, "VPC Lattice", balancers)).toBe("TCP 8000-8999");
    expect(neighbors(analysis, balancers, "to").sort()).toEqual(["application", cluster].sort());
    expect(traffic(analysis, balancers, "application")).toBe("TCP 8000-8999");
  });

  test("keeps every sentence about the network, until its load balancers take requests of others", () => {
    expect(errorsIn(analysis)).toEqual([]);
    const open = structuredClone(stacks);
    const rules = open.find(({ layer }) => layer === "application")?.json.resource?.aws_vpc_security_group_ingress_rule;
    const [fromLattice] = Object.values(rules ?? {}).filter(({ prefix_list_id }) => prefix_list_id !== undefined);
    Object.assign(fromLattice ?? {}, { prefix_list_id: undefined, cidr_ipv4: "0.0.0.0/0" });
    expect(errorsIn(analysisOf(open)).join("\n")).toContain("internet reaches application/mesh_balancers in public");
  });
});
