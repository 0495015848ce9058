import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  ConfigServiceClient,
  DeleteConfigurationRecorderCommand,
  PutConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import {
  CreateOpenIDConnectProviderCommand,
  CreateServiceLinkedRoleCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
} from "@aws-sdk/client-iam";
import { App } from "cdktf";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { adopt } from "../../commands/adopt/run";
import { loadEnvironments } from "../../environments/load";
import { buildEnvironment } from "../../layers/build";
import { projectRoot } from "../../platform/root";
import { synthesize } from "../../platform/synthesize";
import { describeOnEmulator } from "./harness";

describeOnEmulator("adopt", (bench) => {
  const client = () => ({
    endpoint: bench.endpoint(),
    region: "us-east-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
  });
  const folder = () => join(bench.folder, "environments");
  const run = async () => {
    process.env.STRATA_EMULATOR_ENDPOINT = bench.endpoint();
    try {
      return await adopt("dev", true, folder());
    } finally {
      delete process.env.STRATA_EMULATOR_ENDPOINT;
    }
  };
  let issuer: string | undefined;

  it("finds what the account has already, and records what an import keeps", async () => {
    mkdirSync(folder());
    const own = join(projectRoot(), "environments");
    for (const file of readdirSync(own).filter((name) => name.endsWith(".yaml"))) {
      copyFileSync(join(own, file), join(folder(), file));
    }
    const iam = new IAMClient(client());
    const created = await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: "https://token.actions.githubusercontent.com",
        ClientIDList: ["sts.amazonaws.com"],
        ThumbprintList: ["0".repeat(40)],
      }),
    );
    issuer = created.OpenIDConnectProviderArn;
    const { Role } = await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "config.amazonaws.com" }));
    const ConfigurationRecorder = { name: "corporate", roleARN: Role?.Arn };
    await new ConfigServiceClient(client()).send(new PutConfigurationRecorderCommand({ ConfigurationRecorder }));

    const report = await run();
    expect(report).toContain(`aws_iam_openid_connect_provider.github: ${issuer}: adopted`);
    expect(report).toContain("config: corporate: left alone: its name is corporate, the platform's is default");
    expect(report).toContain("Wrote 2 to `adopted`");
    expect(parse(readFileSync(join(folder(), "dev.yaml"), "utf8"))).toMatchObject({
      adopted: {
        security: {
          "aws_iam_openid_connect_provider.github": issuer,
          "aws_iam_service_linked_role.linked_config": Role?.Arn,
        },
      },
    });
    expect(await run()).toContain("environments/dev.yaml needs no change");
  });

  it("the first deploy imports it instead of creating it a second time", async () => {
    await new ConfigServiceClient(client()).send(
      new DeleteConfigurationRecorderCommand({ ConfigurationRecorderName: "corporate" }),
    );
    const app = new App({ outdir: bench.synthesized });
    for (const environment of loadEnvironments(folder())) buildEnvironment(app, environment);
    synthesize(app);
    const { output, exitCode } = await bench.strata("deploy", "dev-security", "--emulator", "--skip-synth");
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/dev-security +done: .*\(2 taken over\)/);
    const { OpenIDConnectProviderList = [] } = await new IAMClient(client()).send(
      new ListOpenIDConnectProvidersCommand({}),
    );
    expect(OpenIDConnectProviderList.filter(({ Arn }) => Arn === issuer)).toHaveLength(1);
    // What the states hold is the platform's own.
    expect(await run()).toBe("Found no singleton that the platform would create a second time.");
  });
});
