import { SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, test } from "vitest";
import { readApplication } from "../../functions/shared/application";
import { withoutMessage } from "../../functions/shared/private-errors";
import { Prompt } from "../../functions/shared/prompts";
import { Switch } from "../../functions/shared/switch";
import { application } from "./applications";
import { answering, failing, StubTransport } from "./stub-transport";

describe("a switch", () => {
  /** A switch, the value of its parameter, and a clock. */
  function switched() {
    const state = { value: "on", works: true, now: 0 };
    const parameters = new StubTransport(() =>
      state.works ? answering({ Parameter: { Value: state.value } }) : failing(400, "AccessDeniedException"),
    );
    return { state, parameters, power: new Switch(new SSMClient(parameters.options), "/p", () => state.now) };
  }

  test("says what the parameter says, within fifteen seconds, without asking each time", async () => {
    const { state, parameters, power } = switched();
    expect(await power.isOn()).toBe(true);
    state.value = "off";
    state.now = 14_999;
    expect(await power.isOn()).toBe(true);
    expect(parameters.sent).toHaveLength(1);
    state.now = 15_000;
    expect(await power.isOn()).toBe(false);
    expect(parameters.sent[0]?.body).toEqual({ Name: "/p", WithDecryption: true });
  });

  test.each(["off", "On", "", "true"])("is off at %j", async (value) => {
    const { state, power } = switched();
    state.value = value;
    expect(await power.isOn()).toBe(false);
  });

  test("stays as it was for five minutes while the value cannot be read, and then is an error", async () => {
    const { state, power } = switched();
    await power.isOn();
    state.works = false;
    state.now = 299_999;
    expect(await power.isOn()).toBe(true);
    state.now = 300_000;
    await expect(power.isOn()).rejects.toThrow("AccessDenied");
  });

  test("is an error when the value has never been read", async () => {
    const { state, power } = switched();
    state.works = false;
    await expect(power.isOn()).rejects.toThrow("AccessDenied");
  });
});

describe("a prompt", () => {
  const file = "---\nvariables: [title, text]\n---\nSummarize {{title}}:\n{{text}}\n{{title}}\n";

  test("is filled, and what fills it is taken as it is", () => {
    const prompt = new Prompt(file, ["title", "text"]);
    expect(prompt.fill({ title: "$& {{text}}", text: "body" })).toBe("Summarize $& {{text}}:\nbody\n$& {{text}}");
  });

  test.each([
    ["a variable that nothing fills", file.replace("{{text}}", "{{text}} {{owner}}"), "owner, text, title in the text"],
    ["a variable less", file.replaceAll("{{title}}", ""), "and text in the text"],
    ["other variables at its beginning", file.replace("[title, text]", "[title]"), "got title at the beginning"],
    ["no beginning", "Summarize {{title}}: {{text}}", "got  at the beginning"],
  ])("with %s is refused", (_, other, message) => {
    expect(() => new Prompt(other, ["title", "text"])).toThrow(message);
  });
});

describe("the description of an application", () => {
  test("is read as the platform writes it", () => {
    expect(readApplication(JSON.stringify(application))).toEqual(application);
  });

  test.each([
    ["no models", { models: [] }],
    ["a budget of zero", { perUserDay: { usd: 0, tokens: 1 } }],
    ["no guardrail", { guardrail: undefined }],
  ])("with %s is refused", (_, wrong) => {
    expect(() => readApplication(JSON.stringify({ ...application, ...wrong }))).toThrow();
  });
});

test("an error is logged without its message, which may quote people", () => {
  const error = Object.assign(new Error("bad text: my secret"), { name: "ValidationException" });
  Object.assign(error, { $metadata: { requestId: "r1" } });
  const logged = withoutMessage(error);
  expect(logged).toMatchObject({ name: "ValidationException", requestId: "r1" });
  expect(JSON.stringify(logged)).toContain("shared-parts.test.ts");
  expect(JSON.stringify(logged)).not.toContain("secret");
});
