import { describe, expect, test } from "vitest";
import { readConfig } from "../../../services/gateway/config";
import { wholePlatform } from "../../support/platform";
import { at } from "../../support/synthesis";

/** The variables of the gateway as its parameter has them in an environment, with something for each token. */
function variablesIn(environment: string): Record<string, string> {
  const stack = wholePlatform()[`${environment}-application`] ?? expect.fail(`There is no ${environment}-application`);
  const { value } = at(stack, "aws_ssm_parameter.service_gateway_settings");
  const { environment: variables } = JSON.parse(String(value)) as { environment: Record<string, string> };
  return Object.fromEntries(
    Object.entries(variables).map(([name, text]) => [
      name,
      // As in https://${…}.
      text.replace(/^\$\{.*\}$/, name.endsWith("_ARN") ? "arn:a" : "a").replace(/\$\{.*\}/, "a"),
    ]),
  );
}

const variables = { AWS_REGION: "us-east-1", ...variablesIn("dev") };

describe("the configuration", () => {
  test.each(["dev", "stage", "prod"])("is complete with what the service uses in %s", (environment) => {
    expect(readConfig({ AWS_REGION: "us-east-1", ...variablesIn(environment) })).toMatchObject({
      cache: { port: 6379 },
      database: { port: 5432, user: "gateway" },
    });
  });

  test("has defaults for port, time to drain and level of logging", () => {
    expect(readConfig(variables)).toMatchObject({ port: 8080, drainSeconds: 30, logLevel: "info" });
    expect(readConfig({ ...variables, PORT: "8443", DRAIN_SECONDS: "0", LOG_LEVEL: "debug" })).toMatchObject({
      port: 8443,
      drainSeconds: 0,
      logLevel: "debug",
    });
  });

  test("names everything that is missing or wrong, and no values", () => {
    const wrong = {
      ...variables,
      CACHE_MAIN_HOST: undefined,
      PORT: "70000",
      SECRETS_SESSION_SIGNING_KEY_ARN: "s3cret",
    };
    const read = () => readConfig(wrong);
    expect(read).toThrow(/PORT: .*CACHE_MAIN_HOST: .*SECRETS_SESSION_SIGNING_KEY_ARN: /s);
    expect(read).not.toThrow(/s3cret|70000/);
  });
});
