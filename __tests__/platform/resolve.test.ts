import "../../platform/cdktf/lean";
import { App, DefaultTokenResolver, Fn, type IResolveContext, Lazy, StringConcat, Token } from "cdktf";
import resolution, { type IResolveOptions } from "cdktf/lib/tokens/private/resolve";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ProbeStack, temporaryApp } from "../support/synthesis";

/** What resolving comes to: a value, or the message of the error. */
function outcome(value: unknown, options: IResolveOptions): unknown {
  try {
    return { value: resolution.resolve(value, options) };
  } catch (error) {
    return { message: (error as Error).message };
  }
}

const vpcId = () => Token.asString(Fn.lookup(Token.asStringMap(Lazy.anyValue({ produce: () => "local.ids" })), "vpc"));
const list = () => Token.asList(Lazy.anyValue({ produce: () => ["a", undefined, "b"] }));

/** Tokens, and texts that look like tokens. */
const special = fc.constantFrom<(() => unknown)[]>(
  vpcId,
  list,
  () => `arn:aws:ec2:*:*:vpc/${vpcId()}/\${path.module}`,
  () => Fn.join("-", [vpcId(), "$" + "{var.x}", ...list()]),
  () => Fn.element(list(), 1),
  () => Lazy.anyValue({ produce: () => ({ nested: [vpcId(), undefined, null] }) }),
  () => Lazy.anyValue({ produce: () => undefined }),
  () => Token.asNumber(Fn.lengthOf(list())),
  () => `${Token.asNumber(Fn.lengthOf(list()))} items`,
  () => Token.asNumberList(Fn.range(1, 3)),
  () => Token.asStringMap(Lazy.anyValue({ produce: () => ({ a: vpcId() }) })),
  () => ({ [vpcId()]: 1 }),
  () => [...list(), "more"],
  () => list()[0],
  () => "$" + "{aws_vpc.main.id}",
  () => "%{ if true }1e5 or -e-1%{ endif }",
  () => Token.STRING_MAP_TOKEN_VALUE,
  () => Token.NUMBER_MAP_TOKEN_VALUE,
  () => new Date(0),
  () => undefined,
  () => vpcId,
  () => 1e200,
  () => Number.NaN,
  () => new App().node,
);

test("resolves every tree to what cdktf makes of it alone", () => {
  const scope = new ProbeStack(temporaryApp(), () => {});
  const resolver = new DefaultTokenResolver(new StringConcat());
  const options: IResolveOptions = { scope, preparing: true, resolver, prefix: ["resource"] };
  const leaf = fc.oneof(
    special.map((make) => make()),
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.boolean(),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("tree")), fc.dictionary(fc.string(), tie("tree"))),
  }));
  // Within a token the values are cdktf's own; a context without anything in it changes none of them.
  const previousContext = {} as IResolveContext;
  fc.assert(
    fc.property(tree, (value) => {
      expect(outcome(value, options)).toStrictEqual(outcome(value, { ...options, previousContext }));
    }),
    { numRuns: 500 },
  );
});
