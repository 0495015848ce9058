import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { noRecord } from "../../../commands/as-deployed/record";
import { outputValues, snapshot } from "../../../commands/as-deployed/snapshot";
import type { State } from "../../../commands/preview/merge-states";
import { planChanged } from "../../../commands/preview/plan-changed";
import { ownBackends } from "../../../commands/preview/read-states";
import { Terraform } from "../../../commands/terraform/terraform";
import type { Stack } from "../../../synthesized/stack";
import { fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, withEnvironment, write } from "../terraform/fakes";

const layers: Readonly<Record<string, { readonly reads: readonly string[]; readonly value: unknown }>> = {
  security: { reads: [], value: "a ${key} of %{many}" },
  network: { reads: ["security"], value: ["one", "two"] },
  data: { reads: ["network"], value: "data" },
  ai: { reads: ["data"], value: "ai" },
  monitoring: { reads: ["security"], value: "monitoring" },
};

/** A deployed environment in a folder: each stack with a local state and the record of its deploy. */
function deployed() {
  const folder = temporaryFolder();
  const stacks = Object.entries(layers).map(([layer, { reads }]): Stack => {
    const id = `dev-${layer}`;
    const readers = reads.map((name) => [
      name,
      { backend: "local", config: { path: join(folder, `dev-${name}.tfstate`) } },
    ]);
    const read = reads.map((name) => `\${data.terraform_remote_state.${name}.outputs.value}`);
    return fakeStack(id, {
      resources: { "aws_vpc.vpc": { tags: { read } } },
      outputs: { value: "${aws_vpc.vpc.id}", spare: "${aws_vpc.vpc.arn}" },
      json: {
        terraform: {
          backend: { local: { path: join(folder, `${id}.tfstate`) } },
          required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } },
        },
        ...(reads.length > 0 && { data: { terraform_remote_state: Object.fromEntries(readers) } }),
      },
    });
  });
  const withReads = stacks.map((stack) => ({
    ...stack,
    dependencies: (layers[stack.layer]?.reads ?? []).map((layer) => `dev-${layer}`),
  }));
  const states = new Map(
    withReads.map(({ id, layer }): [string, State] => [
      id,
      {
        version: 4,
        terraform_version: "1.11.0",
        lineage: id,
        serial: 1,
        resources: [{ mode: "managed", type: "aws_vpc", name: "vpc", provider: 'provider["x/aws"]', instances: [{}] }],
        outputs: { value: { value: layers[layer]?.value }, spare: { value: "spare" } },
      },
    ]),
  );
  for (const stack of withReads) {
    const state = states.get(stack.id);
    const record = snapshot(stack, state, { stacks: withReads, terraform: "1.11.0" }, ({ id }) =>
      outputValues(states.get(id)),
    );
    write(join(folder, `${stack.id}.tfstate`), JSON.stringify(state));
    write(join(folder, `${stack.id}.tfstate.applied.json`), JSON.stringify(record));
  }
  return { folder, stacks: withReads, record: (id: string) => join(folder, `${id}.tfstate.applied.json`) };
}

/** Plans with a Terraform that says which outputs change, and counts its plans. */
async function run(stacks: readonly Stack[], changedOutputs: readonly string[] = [], all = false) {
  const root = temporaryFolder();
  const outputs = Object.fromEntries(changedOutputs.map((name) => [name, { action: "update" }]));
  const plans = join(root, "plans");
  const terraform = fakeTerraform(`${answersVersion("1.11.0")}
[ "$1" = init ] && mkdir -p .terraform && exit 0
echo plan >> ${plans}
echo '${JSON.stringify({ type: "outputs", outputs })}'`);
  withEnvironment({ STRATA_TERRAFORM: terraform, STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()) });
  const work = join(root, "work");
  const result = await planChanged(await Terraform.locate(), { stacks, ...ownBackends }, work, { all });
  const module = (id: string) => JSON.parse(readFileSync(join(work, "modules", id, "cdk.tf.json"), "utf8"));
  const count = existsSync(plans) ? readFileSync(plans, "utf8").trim().split("\n").length : 0;
  return { ...result, ids: Object.keys(result.planned).map((id) => id.replace("dev-", "")), count, module };
}

/** The stacks with another argument in one of them. */
const edited = (stacks: readonly Stack[], id: string): Stack[] =>
  stacks.map((stack) =>
    stack.id === id
      ? { ...stack, json: { ...stack.json, resource: { aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } } } } }
      : stack,
  );

it("starts no plan where every stack is as last deployed", async () => {
  const { asDeployed, ids, count, applied } = await run(deployed().stacks);
  expect([ids, count]).toEqual([[], 0]);
  expect(asDeployed).toHaveLength(5);
  expect(applied).toHaveLength(5);
});

it("plans every stack where it is asked to", async () => {
  const { asDeployed, ids } = await run(deployed().stacks, [], true);
  expect([asDeployed, ids.length]).toEqual([[], 5]);
});

it("plans the stack that differs alone; what it reads is there as its state has it", async () => {
  const { stacks } = deployed();
  const { ids, planned, count, module } = await run(edited(stacks, "dev-network"));
  expect([ids, count]).toEqual([["network"], 1]);
  expect(planned["dev-network"]).toBe("its configuration differs from what was deployed");
  expect(module("dev-network").resource.aws_vpc.vpc.cidr_block).toBe("10.0.0.0/16");
  // Braces of a value are no expression.
  expect(module("dev-security")).not.toHaveProperty("resource");
  expect(module("dev-security").output).toEqual({
    value: { value: "a $${key} of %%{many}" },
    spare: { value: "spare" },
  });
});

it("plans as well what reads an output that the plan changes, and all behind it", async () => {
  const { stacks } = deployed();
  const { ids, planned, count } = await run(edited(stacks, "dev-network"), ["dev-network__value"]);
  expect([ids, count]).toEqual([["network", "data", "ai"], 2]);
  expect(planned["dev-data"]).toBe("it reads outputs that change");
});

it("leaves out the readers of outputs that stay, and outputs of stand-ins", async () => {
  const { stacks } = deployed();
  const { ids } = await run(edited(stacks, "dev-network"), ["dev-network__spare", "dev-security__value"]);
  expect(ids).toEqual(["network"]);
});

it("plans a stack without a record, with half of one, and with that of an apply that never ended", async () => {
  const { stacks, record } = deployed();
  write(record("dev-ai"), "{");
  write(record("dev-monitoring"), noRecord("dev-monitoring"));
  const { ids, planned } = await run(stacks);
  expect(ids).toEqual(["ai", "monitoring"]);
  expect(planned["dev-ai"]).toBe("no full deploy of it is on record");
});

it("plans a stack whose state somebody else wrote, and those that read what changed in it", async () => {
  const { folder, stacks } = deployed();
  const file = join(folder, "dev-security.tfstate");
  const state = JSON.parse(readFileSync(file, "utf8"));
  write(file, JSON.stringify({ ...state, serial: 2, outputs: { ...state.outputs, value: { value: "new" } } }));
  expect((await run(stacks)).planned).toEqual({
    "dev-security": "its state changed after its last deploy",
    "dev-network": "what it reads of dev-security changed",
    "dev-monitoring": "what it reads of dev-security changed",
  });
});
