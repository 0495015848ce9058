import { describe, expect, test } from "vitest";
import { evaluate } from "../../policies/access/evaluate";
import { wholePlatform } from "../support/platform";
import { at } from "../support/synthesis";

const accounts = { dev: "111122223333", stage: "444455556666", prod: "777788889999", dr: "777788889999" };
type Name = keyof typeof accounts;
const regionOf = (environment: Name) => (environment === "dr" ? "us-west-2" : "us-east-1");

/** Regions that the profiles of the geography lead to. */
const answering = ["us-east-1", "us-east-2", "us-west-2"];
const claude = "anthropic.claude-haiku-4-5-20251001-v1:0";
const nova = "amazon.nova-pro-v1:0";
const titan = "amazon.titan-embed-text-v2:0";
const model = (id: string, region: string) => `arn:aws:bedrock:${region}::foundation-model/${id}`;

/** What IAM is asked by Converse and InvokeModel, and by both when they stream. */
const invocations = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** A role of the ai layer as AWS has it after an apply: with ids that AWS invents, and within the boundary. */
class ComposedRole {
  private readonly account: string;
  private readonly region: string;
  private readonly policy: unknown;
  private readonly boundary: unknown;

  constructor(environment: Name, role: string) {
    this.account = accounts[environment];
    this.region = regionOf(environment);
    const platform = wholePlatform();
    const stack = (id: string) => platform[id] ?? expect.fail(`no stack ${id}`);
    this.policy = this.filled(at(stack(`${environment}-ai`), `aws_iam_role_policy.${role}_role`).policy);
    // What recovers prod shares its account, and its boundary.
    const owner = environment === "dr" ? "prod" : environment;
    this.boundary = this.filled(at(stack(`${owner}-security`), "aws_iam_policy.boundary").policy);
  }

  arn(resource: string): string {
    return `arn:aws:bedrock:${this.region}:${this.account}:${resource}`;
  }

  profile(name: string): string {
    return this.arn(`application-inference-profile/profile_${name}`);
  }

  readonly pinned = () => ({ "bedrock:GuardrailIdentifier": `${this.arn("guardrail/guardrail_default")}:3` });

  async allows({ action, resource, context = {} }: Call): Promise<boolean> {
    const { allowed } = await evaluate(
      {
        request: {
          action,
          principal: `arn:aws:sts::${this.account}:assumed-role/strata-role/somebody`,
          resource: { resource, accountId: this.account },
          contextVariables: { "aws:RequestedRegion": resource.split(":")[3] || this.region },
        },
        identityPolicies: [{ name: "inline", policy: this.policy }],
        permissionBoundaryPolicies: [{ name: "boundary", policy: this.boundary }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      context,
    );
    return allowed;
  }

  /** Those of the calls that are allowed, streaming or not. */
  async allowed(calls: readonly Omit<Call, "action">[]): Promise<string[]> {
    const found: string[] = [];
    for (const action of invocations) {
      for (const call of calls) if (await this.allows({ action, ...call })) found.push(`${action} ${call.resource}`);
    }
    return found;
  }

  /** The document, with an ARN in place of each reference. */
  private filled(document: unknown): unknown {
    const values = (reference: string) => {
      const [type = "", name = "", attribute = ""] = reference.split(".");
      if (type === "aws_bedrock_inference_profile") return this.profile(name.replace(/^profile_/, ""));
      if (type === "aws_bedrock_guardrail") return this.arn(`guardrail/${name}`);
      if (type === "aws_bedrock_guardrail_version") return "3";
      if (type === "aws_bedrockagent_knowledge_base") return this.arn(`knowledge-base/${name}`);
      const place = `${this.region}:${this.account}`;
      return attribute.includes("key") || reference.includes("key")
        ? `arn:aws:kms:${place}:key/other`
        : `arn:aws:sqs:${place}:other`;
    };
    return JSON.parse(String(document).replaceAll(/\$\{([^}]*)\}/g, (_, reference: string) => values(reference)));
  }
}

const environments = Object.keys(accounts) as Name[];

describe.each(environments)("in %s", (environment) => {
  describe.each([
    ["application_chat", "chat"],
    ["application_summarize", "summarize"],
  ])("%s", (address, name) => {
    const role = new ComposedRole(environment, address);
    const other = name === "chat" ? "summarize" : "chat";

    test.each([
      ["claude", claude],
      ["nova", nova],
    ])("has %s answer by its own profile, wherever that leads, with the pinned guardrail", async (what, id) => {
      const profile = role.profile(`${name}_${what}`);
      const routed = { ...role.pinned(), "bedrock:InferenceProfileArn": profile };
      const calls = [
        { resource: profile, context: role.pinned() },
        ...answering.map((region) => ({ resource: model(id, region), context: routed })),
      ];
      expect(await role.allowed(calls)).toHaveLength(calls.length * invocations.length);
    });

    test("has no model answer without the guardrail, or with another version of it", async () => {
      const profile = role.profile(`${name}_claude`);
      const through = { "bedrock:InferenceProfileArn": profile };
      const wrong: Record<string, string>[] = [
        {},
        { "bedrock:GuardrailIdentifier": role.arn("guardrail/guardrail_default") },
        { "bedrock:GuardrailIdentifier": `${role.arn("guardrail/guardrail_default")}:DRAFT` },
        { "bedrock:GuardrailIdentifier": `${role.arn("guardrail/guardrail_default")}:2` },
        { "bedrock:GuardrailIdentifier": `${role.arn("guardrail/other")}:3` },
      ];
      const calls = wrong.flatMap((context) => [
        { resource: profile, context },
        ...answering.map((region) => ({ resource: model(claude, region), context: { ...context, ...through } })),
      ]);
      expect(await role.allowed(calls)).toEqual([]);
    });

    test("has no other model answer, and none elsewhere or past its profile", async () => {
      const routed = { ...role.pinned(), "bedrock:InferenceProfileArn": role.profile(`${name}_claude`) };
      expect(
        await role.allowed([
          { resource: role.profile(`${other}_claude`), context: role.pinned() },
          { resource: role.arn(`inference-profile/us.${claude}`), context: role.pinned() },
          { resource: model("meta.llama3-3-70b-instruct-v1:0", "us-east-1"), context: routed },
          { resource: model(titan, regionOf(environment)), context: routed },
          { resource: model(nova, "us-east-1"), context: routed },
          { resource: model(claude, "eu-west-1"), context: routed },
          { resource: model(claude, regionOf(environment)), context: role.pinned() },
        ]),
      ).toEqual([]);
    });

    test("looks things up where its entry says", async () => {
      for (const base of ["knowledge_documents", "knowledge_handbook"]) {
        const resource = role.arn(`knowledge-base/${base}`);
        expect(await role.allows({ action: "bedrock:Retrieve", resource })).toBe(name === "chat");
      }
    });
  });

  test("the evaluation asks applications and no model", async () => {
    const role = new ComposedRole(environment, "evaluation");
    const resources = [role.profile("chat_claude"), model(claude, "us-east-1")];
    expect(await role.allowed(resources.map((resource) => ({ resource, context: role.pinned() })))).toEqual([]);
  });

  test("the agent has one model answer, and finds what is for everybody and nothing else", async () => {
    const role = new ComposedRole(environment, "agent_librarian");
    const profile = role.profile("agent_librarian_claude");
    const routed = { "bedrock:InferenceProfileArn": profile };
    const allowed = [
      { resource: profile },
      ...answering.map((region) => ({ resource: model(claude, region), context: routed })),
    ];
    expect(await role.allowed(allowed)).toHaveLength(allowed.length * invocations.length);
    expect(
      await role.allowed([
        { resource: role.profile("chat_claude") },
        { resource: model(claude, "us-east-1") },
        { resource: model(nova, "us-east-1"), context: routed },
        { resource: model(claude, "eu-west-1"), context: routed },
      ]),
    ).toEqual([]);
    const finds = (base: string) =>
      role.allows({ action: "bedrock:Retrieve", resource: role.arn(`knowledge-base/knowledge_${base}`) });
    expect([await finds("handbook"), await finds("documents")]).toEqual([true, false]);
    const guards = (id: string) =>
      role.allows({ action: "bedrock:ApplyGuardrail", resource: role.arn(`guardrail/${id}`) });
    expect([await guards("guardrail_default"), await guards("other")]).toEqual([true, false]);
  });

  test.each(["documents", "handbook"])(
    "the knowledge base %s has one model make vectors, in its region",
    async (base) => {
      const role = new ComposedRole(environment, `knowledge_${base}`);
      const region = regionOf(environment);
      expect(await role.allows({ action: "bedrock:InvokeModel", resource: model(titan, region) })).toBe(true);
      const elsewhere = answering.filter((one) => one !== region).map((one) => ({ resource: model(titan, one) }));
      expect(await role.allowed([...elsewhere, { resource: model(claude, region) }])).toEqual([]);
    },
  );
});
