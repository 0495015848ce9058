import { describe, expect, test } from "vitest";
import { counterOf } from "../../functions/shared/counts";
import type { Environment } from "../../layers/layers";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { StackJson } from "../../synthesized/stack";
import { application, claude } from "../functions/applications";
import { environmentOf, recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { addressesOf, at, statementsOf } from "../support/synthesis";

type Ai = Environment["ai"];

const model = (id: string): Ai["bedrock"]["models"][string] => ({
  id,
  reach: "geography",
  for: ["applications"],
  outputTokens: 4096,
  usdPerMillionTokens: { input: 1, output: 5 },
  usdPerDay: 50,
});

const budget = { usdPerDay: 20 };
const common = { model: "nova", guardrail: "default", maxOutputTokens: 8192, timeoutSeconds: 100, memoryMiB: 512 };
const applications: Ai["applications"] = {
  chat: {
    ...common,
    owner: "support",
    riskTier: "limited",
    fallback: "lite",
    budget: { ...budget, usdPerUserDay: 1, tokensPerUserDay: 9000 },
    quality: 0.8,
    knowledgeBases: ["manual", "notes"],
    uses: { "bus.main": "send" },
  },
  summarize: {
    ...common,
    budget,
    on: { bus: "bus.main", sources: ["b", "a"], types: ["Document Stored"], maxReceives: 3 },
    knowledgeBases: [],
    fills: "notes",
    uses: {},
  },
};

/** The ai section with these applications, and what they name. */
function aiOf(ai: Ai): Ai {
  const guardrails = { default: { ...emptyGuardrail, content: "high" as const } };
  const models = {
    nova: model("amazon.nova-pro-v1:0"),
    lite: model("amazon.nova-lite-v1:0"),
    titan: { ...model("amazon.titan-embed-text-v2:0"), reach: "region" as const, for: ["knowledge-bases" as const] },
  };
  return { ...ai, bedrock: { ...ai.bedrock, guardrails, models, knowledgeBases: { notes, manual } }, applications };
}

const notes: Ai["bedrock"]["knowledgeBases"][string] = {
  zone: "zones.processed",
  prefix: "notes/",
  store: "opensearch",
  embedding: "titan",
  dimensions: 1024,
  chunk: { tokens: 300, overlapPercent: 20 },
  audience: "owner",
};
const manual: typeof notes = { ...notes, prefix: "manual/", audience: "everybody" };

const emptyGuardrail = {
  contentOf: {},
  deniedTopics: {},
  pii: {},
  patterns: {},
  words: { profanity: false, blocked: [] },
  messages: { input: "No.", output: "No." },
};

const environment = environmentOf("production");
const built: StackJson = layerOf("ai", { ...environment, ai: aiOf(environment.ai) })("test");

const statements = (json: StackJson, name: string) => statementsOf(at(json, `aws_iam_role_policy.${name}_role`).policy);
const variablesOf = (json: StackJson, name: string) =>
  (at(json, `aws_lambda_function.${name}`).environment as { variables: Record<string, string> }).variables;

describe("an application", () => {
  test("works in the subnets of the ai tier, from which nothing leads to the internet", () => {
    for (const name of ["application_chat", "application_summarize"]) {
      expect(at(built, `aws_lambda_function.${name}`).vpc_config).toEqual({
        subnet_ids: "${data.terraform_remote_state.network.outputs.ai_subnet_ids}",
        security_group_ids: ["${data.terraform_remote_state.network.outputs.ai_security_group_id}"],
      });
    }
  });

  test("finds its models, guardrail, budget and switch in its environment", () => {
    expect(JSON.parse(variablesOf(built, "application_chat").APPLICATION ?? "")).toEqual({
      models: ["nova", "lite"].map((name) => ({
        id: `\${aws_bedrock_inference_profile.profile_chat_${name}.arn}`,
        inputUsdPerMillionTokens: 1,
        outputUsdPerMillionTokens: 5,
      })),
      guardrail: {
        id: "${aws_bedrock_guardrail.guardrail_default.guardrail_id}",
        version: "${aws_bedrock_guardrail_version.guardrail_default.version}",
      },
      knowledgeBases: [
        { id: "${aws_bedrockagent_knowledge_base.knowledge_manual.id}", audience: "everybody" },
        { id: "${aws_bedrockagent_knowledge_base.knowledge_notes.id}", audience: "owner" },
      ],
      // No more than the models allow.
      maxOutputTokens: 4096,
      perUserDay: { usd: 1, tokens: 9000 },
      switchParameter: "${aws_ssm_parameter.application_chat_switch.name}",
    });
  });

  test("may have its own models answer, and only with the version of its guardrail", () => {
    const { InvokeNova, ReachNova, InvokeLite } = statements(built, "application_chat");
    const guardrail =
      "${aws_bedrock_guardrail.guardrail_default.guardrail_arn}:${aws_bedrock_guardrail_version.guardrail_default.version}";
    for (const statement of [InvokeNova, ReachNova, InvokeLite]) {
      expect(statement?.Condition).toMatchObject({ StringEquals: { "bedrock:GuardrailIdentifier": guardrail } });
    }
    expect(InvokeNova?.Resource).toBe("${aws_bedrock_inference_profile.profile_chat_nova.arn}");
    expect(Object.keys(statements(built, "application_summarize"))).not.toContain("InvokeLite");
  });

  test("reads its own switch and no other parameter; Terraform leaves what people set", () => {
    const { ReadParameters } = statements(built, "application_chat");
    expect(ReadParameters?.Resource).toEqual([
      "arn:aws:ssm:us-east-1:111122223333:parameter/strata/test/applications/chat/switch",
    ]);
    const parameter = at(built, "aws_ssm_parameter.application_chat_switch");
    expect(parameter).toMatchObject({ value: "on", lifecycle: { ignore_changes: ["value"] } });
  });

  test("has alarms on metrics that its function counts", () => {
    const counted: string[] = [];
    const usage = { inputTokens: 1, outputTokens: 1 };
    counterOf({ addMetric: (name) => counted.push(name) }, application)(
      { usage, model: claude, blocked: false, intervention: { policies: [] } },
      { tokens: 2, microUsd: 1 },
    );
    const named = Object.values(built.resource?.aws_cloudwatch_metric_alarm ?? {}).flatMap((alarm) => {
      const { namespace, metric_name, metric_query = [] } = alarm as unknown as Alarm;
      // Lambda and Bedrock count these themselves.
      const own = metric_query.filter(({ metric }) => metric?.namespace !== "AWS/Bedrock");
      if (namespace === "AWS/Lambda") return [];
      return [metric_name, ...own.map(({ metric }) => metric?.metric_name)].filter((name) => name !== undefined);
    });
    expect(new Set(named)).toEqual(new Set(["Answers", "CostMicroUsd", "Interventions", "UngroundedAnswers"]));
    expect(counted).toEqual(expect.arrayContaining(named));
    expect(at(built, "aws_cloudwatch_metric_alarm.application_chat_alarms_costs").threshold).toBe(20_000_000);
  });

  test("writes to the folder of one knowledge base with owners, and looks things up only where it says so", () => {
    const { WriteObjectsOfNotes, ...others } = statements(built, "application_summarize");
    expect(WriteObjectsOfNotes?.Resource).toMatch(/\/notes\/\*$/);
    expect(JSON.stringify(others)).not.toMatch(/s3:PutObject|bedrock:Retrieve/);
    expect(JSON.parse(variablesOf(built, "application_summarize").APPLICATION ?? "").fills.prefix).toBe("notes/");
    expect(at(built, "aws_iam_role.application_summarize").tags).toMatchObject({ "zone-processed": "write" });

    const { RetrieveFromManual, RetrieveFromNotes, ...rest } = statements(built, "application_chat");
    expect(RetrieveFromManual?.Resource).toBe("${aws_bedrockagent_knowledge_base.knowledge_manual.arn}");
    expect(RetrieveFromNotes?.Resource).toBe("${aws_bedrockagent_knowledge_base.knowledge_notes.arn}");
    expect(JSON.stringify(rest)).not.toMatch(/s3:PutObject|bedrock:Retrieve/);
  });

  test("carries on its role who answers for it", () => {
    expect(at(built, "aws_iam_role.application_chat").tags).toMatchObject({ owner: "support", "risk-tier": "limited" });
  });

  test("that sends to the bus is let in by the bus", () => {
    const bus = layerOf("application", { ...environment, ai: aiOf(environment.ai) })("test");
    const policies = JSON.stringify(bus.resource?.aws_cloudwatch_event_bus_policy);
    expect(policies).toContain("role/strata-test-function-chat");
    expect(policies).not.toContain("role/strata-test-function-summarize");
  });
});

interface Alarm {
  readonly namespace?: string;
  readonly metric_name?: string;
  readonly metric_query?: readonly { readonly metric?: { readonly metric_name: string; readonly namespace: string } }[];
}

describe("what a model costs a day", () => {
  interface CostAlarm {
    readonly threshold: number;
    readonly metric_query: readonly {
      readonly id: string;
      readonly expression?: string;
      readonly metric?: { readonly metric_name: string; readonly dimensions: { readonly ModelId: string } };
    }[];
  }
  const alarmOf = (json: StackJson, name: string) =>
    at(json, `aws_cloudwatch_metric_alarm.model_${name}_costs`) as unknown as CostAlarm;
  const calledThrough = ({ metric_query }: CostAlarm, metric: string) =>
    metric_query.flatMap((query) => (query.metric?.metric_name === metric ? [query.metric.dimensions.ModelId] : []));
  const profileOf = (name: string) => `\${aws_bedrock_inference_profile.profile_${name}.id}`;

  test("is counted for all who call it, by the prices of the file, and compared with its limit", () => {
    const nova = alarmOf(built, "nova");
    const callers = [profileOf("chat_nova"), profileOf("summarize_nova"), "us.amazon.nova-pro-v1:0"];
    expect(calledThrough(nova, "InputTokenCount")).toEqual(callers);
    expect(calledThrough(nova, "OutputTokenCount")).toEqual(callers);
    expect(nova.threshold).toBe(50);
    expect(nova.metric_query[0]?.expression).toBe(
      "((FILL(in0, 0) + FILL(in1, 0) + FILL(in2, 0)) * 1 + (FILL(out0, 0) + FILL(out1, 0) + FILL(out2, 0)) * 5) / 1000000",
    );
    expect(calledThrough(alarmOf(built, "titan"), "InputTokenCount")).toEqual(["amazon.titan-embed-text-v2:0"]);
  });

  test("of more callers than an alarm takes is watched by several, and one alarm tells of all", () => {
    const ai = aiOf(environment.ai);
    const { summarize: one } = applications;
    const names = ["chat", "documents-api", "evaluation", "partner-api", "summarize"];
    const many = Object.fromEntries(names.map((name) => [name, { ...(one ?? expect.fail()), on: undefined }]));
    const json = layerOf("ai", { ...environment, ai: { ...ai, applications: many } })("test");
    expect(calledThrough(alarmOf(json, "nova"), "InputTokenCount")).toHaveLength(5);
    expect(calledThrough(alarmOf(json, "nova_2"), "InputTokenCount")).toEqual(["us.amazon.nova-pro-v1:0"]);
    const { alarm_rule } = at(json, "aws_cloudwatch_composite_alarm.model_costs");
    for (const name of ["nova", "nova_2", "lite", "titan"]) {
      expect(alarm_rule).toContain(`\${aws_cloudwatch_metric_alarm.model_${name}_costs.alarm_name}`);
    }
  });
});

describe("an application that works on events", () => {
  test("gets them one at a time, from a queue that waits six times as long as a run", () => {
    expect(at(built, "aws_lambda_event_source_mapping.application_summarize_trigger")).toMatchObject({ batch_size: 1 });
    const queue = at(built, "aws_sqs_queue.application_summarize_queue");
    expect(queue.visibility_timeout_seconds).toBe(600);
    expect(JSON.parse(String(queue.redrive_policy))).toMatchObject({ maxReceiveCount: 3 });
    expect(JSON.parse(String(at(built, "aws_cloudwatch_event_rule.application_summarize_rule").event_pattern))).toEqual(
      {
        source: ["a", "b"],
        "detail-type": ["Document Stored"],
      },
    );
  });

  test("gets them from its rule alone", () => {
    const policy = String(at(built, "aws_sqs_queue_policy.application_summarize_queue").policy);
    expect(policy).toContain("rule/strata-test-main/strata-test-summarize");
  });
});

describe("the evaluation", () => {
  test("asks those that say how good they have to be, and no model", () => {
    expect(JSON.parse(variablesOf(built, "evaluation").EVALUATED ?? "")).toEqual({
      chat: { functionName: "${aws_lambda_function.application_chat.function_name}", atLeast: 0.8 },
    });
    const own = statements(built, "evaluation");
    expect(own.InvokeChat?.Resource).toEqual([
      "${aws_lambda_function.application_chat.arn}",
      "${aws_lambda_function.application_chat.arn}:*",
    ]);
    expect(JSON.stringify(own)).not.toContain("bedrock:");
  });
});

describe("in an environment that recovers another", () => {
  const recovering = (strategy: RecoveryStrategy): StackJson => {
    return layerOf("ai", ...recoveredPair(strategy, { ai: aiOf(environment.ai) }))("dr");
  };

  test.each<[RecoveryStrategy, boolean]>([
    ["backup-restore", false],
    ["pilot-light", true],
    ["warm-standby", true],
  ])("applications are there with strategy %s, with the queue where there is a bus", (strategy, hasBus) => {
    const addresses = addressesOf(recovering(strategy));
    expect(addresses).toContain("aws_lambda_function.application_chat");
    expect(addresses.includes("aws_sqs_queue.application_summarize_queue")).toBe(hasBus);
  });

  test("nothing of them names the primary's region", () => {
    const { aws_lambda_function, aws_iam_role_policy, aws_sqs_queue } = recovering("warm-standby").resource ?? {};
    const own = JSON.stringify([aws_lambda_function, aws_iam_role_policy, aws_sqs_queue]);
    // Models of the geography answer in other regions as well: that is what a cross-region profile is for.
    expect(own.replaceAll(/arn:aws:bedrock:us-east-1::foundation-model/g, "")).not.toMatch(/us-east-1/);
  });
});
