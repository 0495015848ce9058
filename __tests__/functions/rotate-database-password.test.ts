import { type DBCluster, DescribeDBClustersCommand, ModifyDBClusterCommand } from "@aws-sdk/client-rds";
import { describe, expect, test } from "vitest";
import { type DatabaseClient, masterPassword } from "../../functions/rotate-database-password/index";
import { FakeSecretsManager, steps } from "./fake-secrets-manager";

/** A cluster that takes a new password after it was looked at a number of times. */
class FakeRds {
  password = "unknown to everybody";
  pending: string | undefined;
  looks = 0;

  readonly client = { send: async (command: unknown) => this.answer(command) } as unknown as DatabaseClient;

  constructor(private readonly looksNeeded: number) {}

  private answer(command: unknown): unknown {
    if (command instanceof ModifyDBClusterCommand) {
      expect(command.input).toMatchObject({ DBClusterIdentifier: "strata-prod-main", ApplyImmediately: true });
      this.pending = command.input.MasterUserPassword;
      return {};
    }
    if (command instanceof DescribeDBClustersCommand) {
      if (command.input.DBClusterIdentifier !== "strata-prod-main") return { DBClusters: [] };
      if (this.pending && ++this.looks > this.looksNeeded) {
        this.password = this.pending;
        this.pending = undefined;
      }
      const cluster: DBCluster = {
        Endpoint: "main.example.com",
        Port: 5432,
        MasterUsername: "postgres",
        Status: this.pending ? "resetting-master-credentials" : "available",
        PendingModifiedValues: this.pending ? { MasterUserPassword: "****" } : undefined,
      };
      return { DBClusters: [cluster] };
    }
    throw new Error("an unexpected call");
  }
}

function rotation(rds: FakeRds, secrets: FakeSecretsManager) {
  return masterPassword(secrets.client, rds.client, async () => {});
}

describe("the rotation of a master user's password", () => {
  test("ends with the same password in the secret and in the cluster, however long the cluster takes", async () => {
    const [rds, secrets] = [new FakeRds(7), new FakeSecretsManager("v1", { cluster: "strata-prod-main" })];
    await secrets.run(rotation(rds, secrets), "v1", ...steps);
    const credentials = JSON.parse(secrets.values.get("v1") ?? "");
    expect(credentials).toEqual({
      engine: "postgres",
      dbClusterIdentifier: "strata-prod-main",
      host: "main.example.com",
      port: 5432,
      username: "postgres",
      password: rds.password,
    });
    expect(rds.password).toHaveLength(48);
    expect(Object.fromEntries(secrets.stages)).toEqual({ v1: ["AWSCURRENT"] });
  });

  test("does not finish while the cluster has not taken the password", async () => {
    const [rds, secrets] = [new FakeRds(1000), new FakeSecretsManager("v1", { cluster: "strata-prod-main" })];
    await expect(secrets.run(rotation(rds, secrets), "v1", ...steps)).rejects.toThrow("has not taken the new password");
    expect(secrets.stages.get("v1")).toEqual(["AWSPENDING"]);
  });

  test.each([
    ["whose secret names no cluster", {}, "no tag cluster"],
    ["that is not there", { cluster: "strata-prod-other" }, "no cluster strata-prod-other"],
  ])("refuses a database %s", async (_, tags, message) => {
    const [rds, secrets] = [new FakeRds(0), new FakeSecretsManager("v1", tags as Record<string, string>)];
    await expect(secrets.run(rotation(rds, secrets), "v1", ...steps)).rejects.toThrow(message);
    expect(rds.pending).toBeUndefined();
  });
});
