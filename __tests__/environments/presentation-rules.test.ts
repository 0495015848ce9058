import { describe, expect, test } from "vitest";
import { type Case, clean, dr, edit, errorsOf, prod, tells } from "./fixtures";
import { application, presentation } from "./presentation-fixtures";

describe("a staging distribution", () => {
  const routed =
    "routes: { chat: { host: chat, to: services.gateway, webSocket: true }, home: { host: www, to: site.main, methods: read } }";
  const trial = (host: string, more: string) =>
    presentation(routed, `cdn: { staging: { ${host}: { attached: false, ${more} } } }`);

  test.each(["", "percent: 5, header: { name: aws-cf-cd-try, value: yes-please }, "])(
    "chooses requests one way: %s",
    (both) => {
      expect(errorsOf(trial("chat", `${both}routes: {}`))).toEqual([
        expect.stringContaining("either percent or header, by which requests are chosen"),
      ]);
    },
  );

  test("tries settings of routes", () => {
    expect(errorsOf(trial("chat", "percent: 5, routes: { routes.chat: { methods: read } }"))).toEqual([]);
  });

  test.each<Case>([
    [
      "more requests than CloudFront sends there",
      trial("chat", "percent: 20, routes: {}"),
      "dev.yaml:18:55 presentation.cdn.staging.chat.percent | 20 | a whole number from 1 to 15",
    ],
    [
      "a header that CloudFront does not go by",
      trial("chat", "header: { name: x-try, value: yes-please }, routes: {}"),
      "dev.yaml:18:62 presentation.cdn.staging.chat.header.name | x-try | a name that begins with aws-cf-cd-",
    ],
    [
      "a host of pages",
      trial("www", "percent: 5, routes: {}"),
      "dev.yaml:18:21 presentation.cdn.staging.www | www | a host of a route to a service or the HTTP API",
    ],
    [
      "a route of another host",
      trial("chat", "percent: 5, routes: { routes.home: { methods: read } }"),
      "dev.yaml:18:68 presentation.cdn.staging.chat.routes.routes.home | routes.home | a route of the host chat",
    ],
    [
      "kept answers of WebSocket connections",
      trial("chat", "percent: 5, routes: { routes.chat: { cacheSeconds: 5 } }"),
      "dev.yaml:18:97 presentation.cdn.staging.chat.routes.routes.chat.cacheSeconds | 5 | none where clients open WebSocket",
    ],
  ])("%s", tells);
});

describe("Shield", () => {
  const routed = "routes: { home: { host: www, to: site.main, methods: read } }";
  const contact = '{ email: security@example.com, phone: "+15551234567" }';

  test("Advanced watches hosts of routes", () => {
    const shield = `shield: { plan: advanced, response: block, watched: { www: / }, contacts: { us: ${contact} } }`;
    expect(errorsOf(presentation(routed, shield))).toEqual([]);
  });

  test.each<Case>([
    [
      "Standard that answers attacks",
      presentation("shield: { response: block }"),
      "dev.yaml:17:23 presentation.shield.response | block | none with plan standard",
    ],
    [
      "Standard that watches a host",
      presentation(routed, "shield: { watched: { www: / } }"),
      "dev.yaml:18:13 presentation.shield.watched | some | nothing with plan standard",
    ],
    [
      "a watched host that no route has",
      presentation(routed, "shield: { plan: advanced, watched: { w: / } }"),
      "dev.yaml:18:43 presentation.shield.watched.w | w | a host that CloudFront answers on (www)",
    ],
    [
      "contacts without a watched host",
      presentation(routed, `shield: { plan: advanced, contacts: { us: ${contact} } }`),
      "dev.yaml:18:29 presentation.shield.contacts | none watched | a watched host with contacts",
    ],
    [
      "an invalid phone number",
      presentation(
        routed,
        `shield: { plan: advanced, watched: { www: / }, contacts: { us: ${contact.replace("+1555", "0555")} } }`,
      ),
      'dev.yaml:18:104 presentation.shield.contacts.us.phone | "05551234567" | a telephone number as in +15551234567',
    ],
  ])("%s", tells);
});

test.each<Case>([
  [
    "a route on a name that leads elsewhere",
    presentation(
      "zone: { delegates: { chat: { nameServers: [ns-1.awsdns-01.org, ns-2.awsdns-02.com] } } }",
      "routes: { one: { host: chat, to: services.gateway } }",
    ),
    "dev.yaml:18:26 presentation.routes.one.host | chat | a host of this zone: zone.delegates leads the name elsewhere",
  ],
  [
    "a zone below with one name server",
    presentation("zone: { delegates: { team: { nameServers: [ns-1.awsdns-01.org] } } }"),
    "dev.yaml:17:45 presentation.zone.delegates.team.nameServers | [ns-1.awsdns-01.org] | at least two name servers",
  ],
  [
    "a body that WAF does not look at",
    presentation("waf: { mostBodyKiB: 24 }"),
    "dev.yaml:17:23 presentation.waf.mostBodyKiB | 24 |",
  ],
  [
    "a range of addresses that is none",
    presentation("waf: { blockedAddresses: [198.51.100.7] }"),
    "dev.yaml:17:29 presentation.waf.blockedAddresses[0] | 198.51.100.7 | a range of IPv4 addresses",
  ],
  [
    "a country that is not there",
    presentation("cdn: { countries: { action: allow, codes: [DE, UK] } }"),
    "dev.yaml:17:50 presentation.cdn.countries.codes[1] | UK |",
  ],
  [
    "a TLS policy that is not there",
    presentation("origin: { tlsPolicy: ELBSecurityPolicy-2016-08 }"),
    "dev.yaml:17:24 presentation.origin.tlsPolicy | ELBSecurityPolicy-2016-08 |",
  ],
  [
    "a copy of pages where nothing recovers",
    presentation("cdn: { pagesCopy: strata-x-site-111111111111-us-east-1 }"),
    "dev.yaml:17:21 presentation.cdn.pagesCopy | strata-x-site-111111111111-us-east-1 | no copy where no other environment recovers",
  ],
])("%s", tells);

describe("a recovery", () => {
  const base = [
    "presentation:",
    "  zone: { delegated: true }",
    "  routes:",
    "    all: { host: chat, to: services.gateway }",
    "    admin: { host: chat, paths: [/admin/*], to: services.search }",
    "    home: { host: www, to: site.main, methods: read }",
  ];
  const pair = (health: string, objective = "", withSecret = true) => {
    const lines = [application, ...base, health].filter(Boolean).join("\n");
    const recovered = edit(prod, "tables: {", `compute: { rpoMinutes: 30, rtoMinutes: 60 }, ${objective} tables: {`);
    const secured = edit(
      recovered,
      "security: { personas: { alsoIn: [{ environment: dr, region: us-west-2 }] } }\n",
      `security: { personas: { alsoIn: [{ environment: dr, region: us-west-2 }] }${withSecret ? ", secrets: { generated: { edge-origin-key: { application: edge, description: Sent by CloudFront } } }" : ""} }\n`,
    );
    return { ...clean, prod: `${secured}${lines}\n`, dr: `${dr}${lines}\n` };
  };
  const check = (of: string, path: string) => `  health: { checks: { main: { of: ${of}, path: ${path} } } }`;
  const edge = (rtoMinutes: number) => `edge: { rpoMinutes: 0, rtoMinutes: ${rtoMinutes} },`;
  const found = (...given: Parameters<typeof pair>) =>
    errorsOf(pair(...given)).filter((error) => error.startsWith("environments/prod.yaml"));

  test("of names is right with a check, a secret and an objective that it meets", () => {
    expect(errorsOf(pair(check("routes.all", "/health"), edge(2)))).toEqual([]);
  });

  test.each<[string, Parameters<typeof pair>, string]>([
    [
      "needs a health check",
      ["", ""],
      "prod.yaml:16:1 presentation.health.checks | none | a health check where another environment takes over",
    ],
    ["needs the secret", [check("routes.all", "/health"), edge(2), false], "a generated secret edge-origin-key"],
    [
      "asks a service",
      [check("routes.home", "/health"), edge(2)],
      "prod.yaml:22:35 presentation.health.checks.main.of | routes.home | a route that leads to a service",
    ],
    [
      "asks the route's own service",
      [check("routes.all", "/admin/health"), edge(2)],
      "prod.yaml:22:53 presentation.health.checks.main.path | /admin/health | a path of routes.all: admin has it",
    ],
    ["has an objective of its names", [check("routes.all", "/health")], "rpoMinutes and rtoMinutes with strategy"],
    [
      "takes as long as it takes to notice",
      [check("routes.all", "/health"), edge(1)],
      "at least 2, which Route 53 failover records (10 s × 3 + 60 s)",
    ],
    [
      "takes as long as resolvers keep a name",
      [check("routes.all", "/health").replace("checks", "failureThreshold: 1, checks"), edge(1)],
      "at least 2, which Route 53 failover records (10 s × 1 + 60 s)",
    ],
  ])("%s", (_, given, expected) => {
    expect(found(...given)).toEqual([expect.stringContaining(expected)]);
  });
});
