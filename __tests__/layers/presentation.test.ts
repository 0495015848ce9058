import { describe, expect, test } from "vitest";
import { presentationOutputs } from "../../layers/presentation/outputs";
import { outputName } from "../../platform/contract";
import { edgeOf } from "../support/edge";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { at } from "../support/synthesis";

const presentation = layerOf("presentation", environmentOf("production"))("test");

describe("the presentation layer", () => {
  test("publishes its whole contract", () => {
    expect(Object.keys(presentation.output ?? {}).sort()).toEqual(
      Object.keys(presentationOutputs.fields).map(outputName).sort(),
    );
  });

  test("has a zone for the domain, below which only Amazon issues certificates", () => {
    expect(at(presentation, "aws_route53_zone.public")).toMatchObject({
      name: "test.example.com",
      force_destroy: false,
    });
    expect(at(presentation, "aws_route53_record.public_issuers")).toMatchObject({
      name: "test.example.com",
      type: "CAA",
      records: ['0 issue "amazon.com"', '0 issuewild ";"', '0 iodef "mailto:platform@example.com"'],
    });
  });

  test("leads names below it to the name servers of their zones", () => {
    const { presentation: settings } = environmentOf("production");
    const delegates = {
      team: { nameServers: ["ns-2.awsdns-02.com", "ns-1.awsdns-01.org"], dsRecord: `12345 13 2 ${"A".repeat(64)}` },
    };
    const json = edgeOf({ zone: { ...settings.zone, delegates } });
    expect(at(json, "aws_route53_record.public_below_team")).toMatchObject({
      name: "team.test.example.com",
      type: "NS",
      records: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"],
    });
    expect(at(json, "aws_route53_record.public_below_team_signed")).toMatchObject({ type: "DS" });
  });
});
