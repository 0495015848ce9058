import { describe, expect, test } from "vitest";
import { type Contract, type ContractValues, contract, map, outputName, text, texts } from "../../platform/contract";
import type { EnvironmentFrame } from "../../platform/environment";
import { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { environmentOf } from "../support/environment";
import { synthesized, temporaryApp } from "../support/synthesis";

const every = contract("producer", {
  someText: text("A text.", "abc"),
  someTexts: texts("Some texts.", ["a", "b"]),
  someMap: map("A map.", { a: "b" }),
});
const values = { someText: "abc", someTexts: ["a"], someMap: { a: "b" } };

/** A layer whose reading and publishing the tests can call. */
class Layer extends LayerStack {
  override read<C extends Contract>(promised: C, environment?: EnvironmentFrame): ContractValues<C> {
    return super.read(promised, environment);
  }

  override publish<C extends Contract>(promised: C, published: ContractValues<C>): void {
    super.publish(promised, published);
  }
}

const build = (layer: string, environment = environmentOf("sandbox"), app = temporaryApp()) => {
  const stack = new Layer(app, environment, layer);
  return { app, stack };
};
/** Publishes what the type checker would refuse. */
const publish = (published: Record<string, unknown>) => () =>
  build("producer").stack.publish(every, published as never);

describe("a producer", () => {
  test("publishes each field as an output in snake_case, with its description and never sensitive", () => {
    const { app, stack } = build("producer");
    stack.publish(every, values);
    const { output } = synthesized(app)["test-producer"] ?? {};
    expect(output).toEqual({
      some_text: { description: "A text.", value: "abc" },
      some_texts: { description: "Some texts.", value: ["a"] },
      some_map: { description: "A map.", value: { a: "b" } },
    });
  });

  test("that leaves a field out fails", () => {
    const { someText: _, ...rest } = values;
    expect(publish(rest)).toThrow(/someText is promised \(text\) and not published/);
  });

  test("that publishes an undeclared field fails", () => {
    expect(publish({ ...values, extra: "x" })).toThrow(/extra is published and not promised/);
  });

  test.each([
    ["someText", ["a"], "text", "a list"],
    ["someTexts", "a", "texts", "a string"],
    ["someMap", ["a"], "map", "a list"],
  ])("that publishes %s as %j fails", (name, value, kind, seen) => {
    expect(publish({ ...values, [name]: value })).toThrow(`${name} is promised as ${kind} and published as ${seen}`);
  });

  test("gets all errors at once, with the file to fix", () => {
    expect(publish({ someText: 1, extra: 1 })).toThrow(
      /layers\/producer\/outputs\.ts[\s\S]*someTexts[\s\S]*extra[\s\S]*someText is promised as text/,
    );
  });

  test("cannot publish twice", () => {
    const { stack } = build("producer");
    const twice = () => stack.publish(every, values);
    twice();
    expect(twice).toThrow(/publishes its contract twice/);
  });
});

describe("a consumer", () => {
  test("reads fields through remote state and depends on the producer", () => {
    const { app, stack } = build("producer");
    stack.publish(every, values);
    const consumer = build("consumer", environmentOf("sandbox"), app).stack;
    const own = contract("consumer", { seen: text("What was read.", "abc"), list: texts("Read too.", ["a"]) });
    const { someText, someTexts } = consumer.read(every);
    consumer.publish(own, { seen: someText, list: someTexts });
    const json = synthesized(app)["test-consumer"];
    expect(json?.output?.seen?.value).toBe("${data.terraform_remote_state.producer.outputs.some_text}");
    expect(json?.output?.list?.value).toBe("${data.terraform_remote_state.producer.outputs.some_texts}");
    expect(consumer.dependencies).toEqual([stack]);
  });

  test("refers to an entry of a map without quotes, so that a policy around it stays JSON", () => {
    const { app, stack } = build("producer");
    stack.publish(every, values);
    const consumer = build("consumer", environmentOf("sandbox"), app).stack;
    const entry = entryOf(consumer.read(every).someMap, "my-table");
    const policy = JSON.stringify({ Resource: `${entry}/index/*` });
    consumer.publish(contract("consumer", { policy: text("A policy.", "{}") }), { policy });
    expect(JSON.parse(String(synthesized(app)["test-consumer"]?.output?.policy?.value))).toEqual({
      Resource: "${data.terraform_remote_state.producer.outputs.some_map.my-table}/index/*",
    });
  });

  test("of a layer that is not built before it fails", () => {
    const { stack } = build("consumer");
    expect(() => stack.read(every)).toThrow(
      /test-consumer reads the contract of test-producer, which no stack publishes/,
    );
  });

  test("of a contract that the producer does not publish fails", () => {
    const { app } = build("producer");
    const { stack } = build("consumer", environmentOf("sandbox"), app);
    expect(() => stack.read(every)).toThrow(/which no stack publishes/);
  });

  test("of another environment reads that environment's state", () => {
    const primary = environmentOf("production", {
      name: "prod",
      state: { backend: "s3", bucket: "strata-prod-state", region: "us-west-2" },
    });
    const { app, stack } = build("producer", primary);
    stack.publish(every, values);
    const follower = build("producer", environmentOf("production", { name: "dr" }), app).stack;
    follower.publish(every, { ...values, someText: follower.read(every, primary).someText });
    const json = synthesized(app)["dr-producer"];
    expect(json?.data?.terraform_remote_state?.prod_producer).toMatchObject({
      config: { bucket: "strata-prod-state", key: "prod-producer/terraform.tfstate", region: "us-west-2" },
    });
    expect(json?.output?.some_text?.value).toBe("${data.terraform_remote_state.prod_producer.outputs.some_text}");
  });
});

test("output names are the field names in snake_case", () => {
  expect(outputName("logsKeyArn")).toBe("logs_key_arn");
});
