import { describe, expect, test } from "vitest";
import { adding, type Case, errorsOf, tells } from "./fixtures";
import { presentation, routes } from "./presentation-fixtures";

describe("the firewall", () => {
  const inProd = (...lines: readonly string[]) =>
    adding("prod", ["presentation:", ...lines.map((line) => `  ${line}`)].join("\n"));

  test.each<Case>([
    [
      "a group that counts in production without an owner",
      inProd("waf: { managedGroups: { common: { action: count } } }"),
      "prod.yaml:16:45 presentation.waf.managedGroups.common.action | count | block in tier production, or an owner and a last day",
    ],
    [
      "an exception from a group that the web ACL does not have",
      presentation(
        "waf: { exceptions: { big: { group: bot-control, rule: SignalAutomatedBrowser, reason: Our own monitors., owner: platform, until: 2027-03-31 } } }",
      ),
      "dev.yaml:17:38 presentation.waf.exceptions.big.group | bot-control | a group of the web ACL",
    ],
    [
      "an exception of nothing in particular",
      presentation(
        "waf: { exceptions: { big: { group: common, reason: Our own monitors., owner: platform, until: 2027-03-31 } } }",
      ),
      "dev.yaml:17:24 presentation.waf.exceptions.big | neither | either a rule that counts everywhere, or a route",
    ],
    [
      "a web ACL that only counts above sandbox",
      adding("stage", "presentation: { waf: { action: count } }"),
      "stage.yaml:15:32 presentation.waf.action | count | web ACLs that refuse what they find",
    ],
  ])("%s", tells);

  const signIn = (more: string) =>
    [
      "routes: { chat: { host: chat, to: services.gateway }, home: { host: www, to: site.main, methods: read } }",
      `waf: { managedGroups: { account-takeover: { action: block } }, signIn: { ${more}, answers: { success: [200], failure: [401] } } }`,
    ] as const;
  const form = "payload: form, usernameField: name, passwordField: secret";

  test("knows where people sign in", () => {
    expect(errorsOf(presentation(...signIn(`route: routes.chat, path: /login, ${form}`)))).toEqual([]);
  });

  test.each<Case>([
    [
      "a group for stolen passwords that does not know where people sign in",
      presentation("waf: { managedGroups: { account-takeover: { action: block } } }"),
      "dev.yaml:17:27 presentation.waf.managedGroups.account-takeover | { action: block } | signIn with account-takeover",
    ],
    [
      "people who sign in on a page",
      presentation(...signIn(`route: routes.home, path: /login, ${form}`)),
      "dev.yaml:18:83 presentation.waf.signIn.route | routes.home | a route through CloudFront that takes what is sent",
    ],
    [
      "a field of JSON that is no pointer",
      presentation(
        ...signIn("route: routes.chat, path: /login, payload: json, usernameField: name, passwordField: /secret"),
      ),
      "dev.yaml:18:140 presentation.waf.signIn.usernameField | name | a JSON pointer, as in /username",
    ],
  ])("%s", tells);

  test("more than its capacity", () => {
    const lines = Array.from(
      { length: 200 },
      (_, index) => `r${index}x: { host: h${index}, to: site.main, methods: read, ratePer5Minutes: 100 }`,
    );
    expect(errorsOf(routes(...lines.slice(0, 20)))).toEqual([]);
    expect(
      errorsOf(routes(...lines, ...lines.map((line) => line.replace(/^r(\d+)x: \{ host: h\d+/, "s$1x: { host: i$1")))),
    ).toEqual([
      expect.stringMatching(
        /^environments\/dev\.yaml:16:1 presentation\.waf \| \d+ \| at most 5000 capacity units \(WCU\)/,
      ),
    ]);
  });
});
